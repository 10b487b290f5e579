import type { ChosenFile } from "./choose-files.ts";

/** What the work will take, in tokens; money needs a price, which is not known here. */
export interface Cost {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** Tokens of reading the files once with instructions and plan. */
  readonly readingTokens: number;
}

const INPUT = { modify: 8000, create: 3000, delete: 3000 } as const;
const OUTPUT = { modify: 2500, create: 4000, delete: 500 } as const;
const OUTPUT_PER_TEST = 1200;
/** Reading, trying and reviewing come on top of the change itself. */
const OVERHEAD = 2.5;
const INPUT_SHARE = 0.6;
const TOKENS_PER_LINE = 4;
const INSTRUCTIONS = 2000;
const PLANNING = 10_000;

/** Estimates the tokens from the number of files and what happens to them; undone by files that nobody knows yet. */
export function costOf(files: readonly ChosenFile[]): Cost {
  const tests = files.filter(({ note }) => note.startsWith("tests ") || note.includes("has no test yet")).length;
  const input = files.reduce((sum, { action }) => sum + INPUT[action], 0);
  const output = files.reduce((sum, { action }) => sum + OUTPUT[action], 0) + OUTPUT_PER_TEST * tests;
  const total = (input + output) * OVERHEAD;
  const lines = files.reduce((sum, { found }) => sum + (found?.lines ?? 0), 0);
  return {
    inputTokens: rounded(total * INPUT_SHARE),
    outputTokens: rounded(total * (1 - INPUT_SHARE)),
    totalTokens: rounded(total),
    readingTokens: rounded(lines * TOKENS_PER_LINE + INSTRUCTIONS + PLANNING),
  };
}

const rounded = (tokens: number): number => Math.round(tokens / 1000) * 1000;
