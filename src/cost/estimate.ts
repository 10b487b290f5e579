import { type Averages, DEFAULT_AVERAGES } from "./averages.ts";
import type { Price } from "./prices.ts";

/** How much there is to do: files changed, files made, tests written. */
export interface Work {
  readonly modify: number;
  readonly create: number;
  readonly tests: number;
}

export interface CostEstimate {
  /** Rounded to thousands. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** Rounded to cents; absent without a price. */
  readonly usd?: number;
  readonly lowUsd?: number;
  readonly highUsd?: number;
  readonly lowTokens: number;
  readonly highTokens: number;
  readonly confidence: Confidence;
  /** How many finished pieces of work it rests on. */
  readonly samples: number;
}

export type Confidence = "high" | "medium" | "low";

/**
 * Estimates what a piece of work costs. With `i`, `o` the tokens that one file or test takes in and gives out:
 *
 *   total = (i.modify·modify + i.create·create + o.modify·modify + o.create·create + o.test·tests) · overhead
 *
 * of which a share goes in (60 % by default) and the rest comes out. `overhead` is what work takes beyond the plain edit: reading,
 * planning, running, trying again.
 */
export function estimateCost(work: Work, averages: Averages = DEFAULT_AVERAGES, price?: Price): CostEstimate {
  const total = plainTokens(work, averages) * averages.overhead;
  const input = total * averages.inputShare;
  const [low, high] = spreadOf(averages);
  const usd = price === undefined ? undefined : usdOf(input, total - input, price);
  return {
    inputTokens: thousands(input),
    outputTokens: thousands(total - input),
    totalTokens: thousands(total),
    lowTokens: thousands(total * low),
    highTokens: thousands(total * high),
    ...(usd === undefined ? {} : { usd: cents(usd), lowUsd: cents(usd * low), highUsd: cents(usd * high) }),
    confidence: confidenceOf(averages.samples),
    samples: averages.samples,
  };
}

/** Tokens of the edits themselves, before any overhead. */
function plainTokens({ modify, create, tests }: Work, averages: Averages): number {
  const input = averages.inputPerModified * modify + averages.inputPerCreated * create;
  const output = averages.outputPerModified * modify + averages.outputPerCreated * create;
  return input + output + averages.outputPerTest * tests;
}

const TOKENS_OF_A_PRICE = 1_000_000;

const usdOf = (input: number, output: number, { inputUsd, outputUsd }: Price): number =>
  (input * inputUsd + output * outputUsd) / TOKENS_OF_A_PRICE;

const MANY_SAMPLES = 10;
const SOME_SAMPLES = 3;

/** High from more than 10 finished pieces of work, medium from 3, low below. */
function confidenceOf(samples: number): Confidence {
  if (samples > MANY_SAMPLES) return "high";
  return samples >= SOME_SAMPLES ? "medium" : "low";
}

/** What the past says about how far off it may be; without a past, half to double. */
const spreadOf = ({ samples, spread }: Averages): readonly [number, number] =>
  samples >= SOME_SAMPLES ? spread : [0.5, 2];

const thousands = (tokens: number): number => Math.round(tokens / 1000) * 1000;
const cents = (usd: number): number => Math.round((usd + Number.EPSILON) * 100) / 100;
