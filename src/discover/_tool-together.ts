import type { ProblemReport } from "../findings/problems/problem.ts";
import type { Finding } from "../std/finding.ts";
import { toolFinding } from "./_tool-rules.ts";

/** A report, and the file its problems are about where they name none. */
export interface NamedReport {
  /** The tool, the command, or the file. */
  readonly name: string;
  /** The tool as tickets call it, where that is not the name. */
  readonly tool?: string;
  readonly report: ProblemReport;
  readonly file?: string | undefined;
}

export interface Reports {
  readonly reports: readonly NamedReport[];
  readonly findings: readonly Finding[];
  readonly isWhole: boolean;
}

/** All reports of a look. It is whole when each of them is, and no tool failed. */
export function together(reports: readonly NamedReport[], failed: readonly Finding[]): Reports {
  const partial = reports.filter(({ report }) => !report.complete);
  return {
    reports,
    isWhole: failed.length === 0 && partial.length === 0,
    findings: [...failed, ...partial.map(({ name }) => notWhole(name))],
  };
}

const notWhole = (name: string): Finding =>
  toolFinding("report-not-whole", name, {
    message: "the report ends in the middle, or the tool could not look at everything",
    hint: "mend what the tool itself complains about, such as a file with an error in its syntax; until then nothing counts as gone",
  });
