import type { Severity } from "../../std/finding.ts";

/** One row of the table of findings. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence for the reference: when this is found. */
  readonly summary: string;
  /** Whether `docket doctor --fix` can mend it without losing information. */
  readonly fixable: boolean;
}

/** Findings about docket.yaml, epics.yaml and the files in dod/. */
export const settingsRules = [
  {
    code: "yaml-unreadable",
    severity: "error",
    summary: "A settings, epics or DoD file is not valid YAML, is too large or nested too deeply.",
    fixable: false,
  },
  { code: "unknown-key", severity: "error", summary: "A key in a YAML file has no meaning.", fixable: false },
  { code: "wrong-type", severity: "error", summary: "A value in a YAML file is of the wrong type.", fixable: false },
  {
    code: "bad-value",
    severity: "error",
    summary: "A value in a YAML file is not one of those allowed.",
    fixable: false,
  },
  { code: "missing-key", severity: "error", summary: "A record in a YAML file lacks a key it needs.", fixable: false },
  {
    code: "duplicate-entry",
    severity: "error",
    summary: "Two epics or two DoD entries have the same id; the first one counts.",
    fixable: false,
  },
] as const satisfies readonly Rule[];
