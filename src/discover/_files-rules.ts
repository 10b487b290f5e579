import type { Finding, Severity } from "../std/finding.ts";

/** Findings of the sources that read files of the repository. */
export const filesRules = [
  {
    code: "file-not-scanned",
    severity: "warning",
    summary:
      "A file could not be looked at: too large, unreadable, or with a name that is no text. Nothing in it counts as gone.",
  },
  {
    code: "folder-not-scanned",
    severity: "warning",
    summary: "A folder could not be looked at. Nothing in it counts as gone.",
  },
  {
    code: "look-cut-short",
    severity: "warning",
    summary: "A source was told to stop, or met its limit, before it had seen all. Nothing counts as gone.",
  },
  {
    code: "coverage-incomplete",
    severity: "warning",
    summary: "A report of coverage ends in the middle or holds nonsense.",
  },
  {
    code: "coverage-elsewhere",
    severity: "info",
    summary: "A report of coverage names files that are not in the repository; they are passed over.",
  },
  { code: "fact-unreadable", severity: "warning", summary: "A line in a file of facts is no fact. The others count." },
] as const satisfies readonly { readonly code: string; readonly severity: Severity; readonly summary: string }[];

type FilesCode = (typeof filesRules)[number]["code"];

interface Words {
  readonly message: string;
  readonly line?: number;
  readonly hint?: string;
}

/** Makes a finding of a known code; the severity comes from the table. */
export function finding(code: FilesCode, file: string, words: Words): Finding {
  return { code, severity: filesRules.find((rule) => rule.code === code)?.severity ?? "warning", file, ...words };
}
