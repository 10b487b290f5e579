import type { TestReport } from "./test-report.ts";

/**
 * The report with paths from the given folder: some tools write absolute paths, and two runs in two folders must name their tests
 * alike. Several names of one folder may be given, as a link and what it leads to.
 */
export function underRoot(report: TestReport, roots: readonly string[]): TestReport {
  const prefixes = roots.flatMap((root) => [`file://${root}/`, `${root}/`]).sort((a, b) => b.length - a.length);
  const short = (path: string): string => {
    const prefix = prefixes.find((one) => path.startsWith(one));
    return prefix === undefined ? path : path.slice(prefix.length);
  };
  return {
    ...report,
    cases: report.cases.map((one) => ({
      ...one,
      name: short(one.name),
      ...(one.file === undefined ? {} : { file: short(one.file) }),
    })),
    broken: report.broken.map((one) => ({ ...one, file: short(one.file) })),
  };
}
