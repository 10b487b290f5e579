import type { Finding, Severity } from "../std/finding.ts";

/** Findings about the work of an order. What is an error stops it. */
export const workRules = [
  { code: "check-failed", severity: "error", summary: "A command of the proof failed." },
  {
    code: "check-red-before",
    severity: "warning",
    summary: "The tests fail, and by nothing but tests that failed on the base as well.",
  },
  { code: "check-too-slow", severity: "error", summary: "A command of the proof did not end within its limit." },
  { code: "check-changed-files", severity: "error", summary: "A command of the proof changed files of the checkout." },
  { code: "artifact-missing", severity: "error", summary: "A file that the Definition of Done asks for is not there." },
  { code: "proof-skipped", severity: "warning", summary: "A person let the work pass without a proof." },
] as const satisfies readonly { readonly code: string; readonly severity: Severity; readonly summary: string }[];

export type WorkCode = (typeof workRules)[number]["code"];

/** A finding with the severity of its code. */
export function finding(
  code: WorkCode,
  file: string,
  words: { readonly message: string; readonly hint?: string },
): Finding {
  const severity = workRules.find((rule) => rule.code === code)?.severity ?? "error";
  return { code, severity, file, ...words };
}
