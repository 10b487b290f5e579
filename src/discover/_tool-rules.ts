import type { Finding, Severity } from "../std/finding.ts";

/** Findings of the sources that run tools. */
export const toolRules = [
  {
    code: "report-not-whole",
    severity: "warning",
    summary:
      "A report ends in the middle, or its tool could not look at everything. What it does not name does not count as gone.",
  },
  {
    code: "tool-failed",
    severity: "warning",
    summary: "One of several tools of a source failed. The others count, and nothing counts as gone.",
  },
  {
    code: "problem-outside",
    severity: "warning",
    summary: "A tool names a file outside the repository. The problem is kept without a place.",
  },
  {
    code: "problems-cut",
    severity: "warning",
    summary: "Tools report more problems than one look keeps. Nothing counts as gone.",
  },
] as const satisfies readonly { readonly code: string; readonly severity: Severity; readonly summary: string }[];

type ToolCode = (typeof toolRules)[number]["code"];

/** Makes a finding of a known code; `file` is what it is about: a tool, a report. */
export function toolFinding(code: ToolCode, file: string, words: Pick<Finding, "message" | "hint">): Finding {
  return { code, severity: toolRules.find((rule) => rule.code === code)?.severity ?? "warning", file, ...words };
}
