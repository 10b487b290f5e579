import { type CostEstimate, estimateCost } from "../../cost/estimate.ts";
import { readingTokens } from "../../cost/reading-tokens.ts";
import type { ChosenFile } from "./choose-files.ts";

/** What the work will take, in tokens; money needs a price, which is not known here. */
export interface Cost extends Pick<CostEstimate, "inputTokens" | "outputTokens" | "totalTokens"> {
  /** Tokens of reading the files once with instructions and plan. */
  readonly readingTokens: number;
}

/** Estimates the tokens from the number of files and what happens to them; undone by files that nobody knows yet. */
export function costOf(files: readonly ChosenFile[]): Cost {
  const tests = files.filter(({ note }) => note.startsWith("tests ") || note.includes("has no test yet")).length;
  const create = files.filter(({ action }) => action === "create").length;
  const { inputTokens, outputTokens, totalTokens } = estimateCost({ modify: files.length - create, create, tests });
  const lines = files.reduce((sum, { found }) => sum + (found?.lines ?? 0), 0);
  return { inputTokens, outputTokens, totalTokens, readingTokens: Math.round(readingTokens(lines) / 1000) * 1000 };
}
