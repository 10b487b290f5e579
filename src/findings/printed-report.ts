import { readTestReport } from "./read-test-report.ts";
import type { TestReport } from "./test-report.ts";

/** What a test command printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  /** False when a stream was cut. */
  readonly isWhole: boolean;
}

/** Reads the report out of what was printed: some tools print results on one stream, some on the other. */
export function readPrintedReport({ stdout, stderr, isWhole }: Printed, format?: string): TestReport | undefined {
  for (const text of [stdout, stderr, `${stdout}\n${stderr}`]) {
    const report = readTestReport(text, format);
    if (report !== undefined) return { ...report, complete: report.complete && isWhole };
  }
  return undefined;
}
