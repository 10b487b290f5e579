import {
  forgeFailed,
  forgeForbidden,
  forgeLimited,
  forgeNotFound,
  forgeTokenRefused,
  forgeTooSlow,
} from "../ports/forge-faults.ts";
import type { Fault } from "../std/fault.ts";
import { ForgeRefusal } from "./_forge-fetch.ts";
import { errorReason } from "./_node-error.ts";
import { FORGE_PAUSE_MS } from "./limits.ts";

/** What is known of an answer that was no success. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Undefined where no answer came at all. */
export function failedAnswer(error: unknown): FailedAnswer | undefined {
  if (!(error instanceof Error) || !("response" in error) || !("status" in error)) return undefined;
  const { response, status } = error;
  if (typeof response !== "object" || response === null || typeof status !== "number") return undefined;
  const headers = "headers" in response && isRecord(response.headers) ? response.headers : {};
  return { status, headers, reason: cleaned(error.message) };
}

/**
 * How long GitHub wants to be left alone, in milliseconds; undefined when it said no such thing. It says it in three ways: with a time
 * to wait, with an empty allowance and the second it is filled again, or in words alone.
 */
export function wantedPauseMs({ status, headers, reason }: FailedAnswer, nowMs: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const seconds = numberIn(headers["retry-after"]);
  if (seconds !== undefined) return Math.max(seconds, 0) * 1_000;
  const resetSeconds = numberIn(headers["x-ratelimit-reset"]);
  if (numberIn(headers["x-ratelimit-remaining"]) === 0 && resetSeconds !== undefined)
    return Math.max(resetSeconds * 1_000 - nowMs, 0) + 1_000;
  return status === 429 || /\bsecondary rate\b/i.test(reason) ? FORGE_PAUSE_MS : undefined;
}

export interface ForgeCircumstances {
  readonly repository: string;
  readonly elapsedMs: number;
  /** Whether the time was up or somebody said stop. */
  readonly isOver: boolean;
  readonly nowMs: number;
}

/** What went wrong with a request, as a fault. */
export function forgeFault(error: unknown, { repository, elapsedMs, isOver, nowMs }: ForgeCircumstances): Fault {
  const refusal = refusalIn(error);
  if (refusal !== undefined) return refusal;
  const seconds = Math.round(elapsedMs / 1_000);
  if (isOver) return forgeTooSlow({ repository, seconds });
  const answer = failedAnswer(error);
  if (answer === undefined) return silence(error, repository, seconds);
  const pauseMs = wantedPauseMs(answer, nowMs);
  if (pauseMs !== undefined) return forgeLimited({ repository, seconds: Math.ceil(pauseMs / 1_000) });
  switch (answer.status) {
    case 401:
      return forgeTokenRefused({ repository });
    case 403:
    case 451:
      return forgeForbidden({ repository, reason: answer.reason });
    case 404:
    case 410:
      return forgeNotFound({ repository });
    default:
      return forgeFailed({ repository, reason: `it answered ${answer.status}, ${answer.reason}` });
  }
}

/** A request that ran out of its own time ends with an error of that name, below one of the library. */
function silence(error: unknown, repository: string, seconds: number): Fault {
  const causes = chainOf(error);
  if (causes.some((one) => one instanceof Error && one.name === "TimeoutError"))
    return forgeTooSlow({ repository, seconds });
  return forgeFailed({ repository, reason: cleaned(causes.map(errorReason).at(-1) ?? "") });
}

const refusalIn = (error: unknown): Fault | undefined =>
  chainOf(error).flatMap((one) => (one instanceof ForgeRefusal ? [one.fault] : []))[0];

function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [error];
  for (let at = error; at instanceof Error && at.cause !== undefined && chain.length < 5; at = at.cause)
    chain.push(at.cause);
  return chain;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function numberIn(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** One short line: the words come from outside. */
const cleaned = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ").slice(0, 300);
