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
  /** Folders that were not looked at, each with a slash at its end: the look may be whole but for them. */
  readonly closed: readonly string[];
}

/** A tool, or a report of one, that gave nothing. */
export interface Failed {
  readonly finding: Finding;
  /** The only folder that it would have looked at, from the root; empty for the root itself, absent where that is not known. */
  readonly folder?: string;
}

/** All reports of a look. It is whole when each of them is, and whatever failed had a folder of its own. */
export function together(reports: readonly NamedReport[], failed: readonly Failed[]): Reports {
  const partial = reports.filter(({ report }) => !report.complete);
  const folders = failed.map(({ folder = "" }) => folder);
  const isWhole = partial.length === 0 && !folders.includes("");
  return {
    reports,
    isWhole,
    closed: folders.filter((folder) => folder !== "").map((folder) => `${folder}/`),
    findings: [
      ...failed.map(({ finding }) => finding),
      ...partial.map(({ name }) => notWhole(name)),
      ...reports.flatMap(({ name, report: { unread = [] } }) => (unread.length === 0 ? [] : [notRead(name, unread)])),
    ],
  };
}

const MAX_FILES_NAMED = 5;

const notRead = (name: string, files: readonly string[]): Finding => {
  const more = files.length > MAX_FILES_NAMED ? ` and ${files.length - MAX_FILES_NAMED} more` : "";
  const named = files.slice(0, MAX_FILES_NAMED).map((file) => JSON.stringify(file.slice(-200)));
  return toolFinding("report-not-whole", name, {
    message: `the tool could not look into ${named.join(", ")}${more}`,
    hint: "mend what the tool itself complains about there, such as an error in the syntax; until then nothing in these files counts as gone",
  });
};

const notWhole = (name: string): Finding =>
  toolFinding("report-not-whole", name, {
    message: "the report ends in the middle, or the tool could not look at everything",
    hint: "mend what the tool itself complains about, such as a file with an error in its syntax; until then nothing counts as gone",
  });
