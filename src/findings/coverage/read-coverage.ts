import { readCobertura } from "./cobertura.ts";
import type { CoverageReport } from "./coverage.ts";
import { readLcov } from "./lcov.ts";

/** Beginning of a text in which its format shows. */
const LOOK_CHARS = 20_000;

/** Reads a report of coverage of either format; undefined when it is none. */
export function readCoverage(text: string): CoverageReport | undefined {
  const head = text.slice(0, LOOK_CHARS);
  if (/<coverage[\s>]/.test(head)) return readCobertura(text);
  return /^SF:/m.test(head) ? readLcov(text) : undefined;
}
