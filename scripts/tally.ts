/** How a test run ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export interface ReadTally extends Tally {
  readonly skipped: readonly string[];
  /** Why the count of failures is not the report's own. */
  readonly note?: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/**
 * Counts a vitest JSON report. A file that could not be loaded has no tests and counts as one failure, and so does a run
 * that ended badly without saying which test it was: a count of zero failures must mean that all is well.
 */
export function readTally(reportText: string | undefined, exitCode: number): ReadTally {
  if (reportText === undefined) return { passed: 0, failed: 1, skipped: [], note: "The test runner wrote no report." };
  const report: Report = JSON.parse(reportText);
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const failedTests = tests.filter((test) => test.status === "failed").length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const skipped = tests.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName);
  const failed = failedTests + brokenFiles;
  if (failed === 0 && exitCode !== 0) {
    return {
      passed,
      failed: 1,
      skipped,
      note: `The test runner ended with ${exitCode} though no test failed: see above.`,
    };
  }
  if (failed === 0 && passed === 0) return { passed, failed: 1, skipped, note: "No test was run." };
  return { passed, failed, skipped };
}
