/** Findings about ledgers and folders of plans in the form of `backlog_repo`. */
export const backlogRepoRules = [
  {
    code: "ledger-unreadable",
    severity: "error",
    summary:
      "A YAML ledger is no mapping with version 1 and its list; nothing of it counts, and it is never overwritten.",
  },
  {
    code: "ledger-entry-bad",
    severity: "error",
    summary:
      "An entry of a YAML ledger cannot be read or lacks what it needs; the others count, and this one stays as it is.",
  },
  {
    code: "ledger-duplicate",
    severity: "warning",
    summary: "Two entries of a YAML ledger have the same id; the last one counts and both stay.",
  },
  {
    code: "plan-copies",
    severity: "error",
    summary: "Several plans with one fingerprint lie in the same folder of work that began or ended.",
  },
  {
    code: "plan-conflicting-outcomes",
    severity: "error",
    summary: "Plans with one fingerprint tell of different outcomes.",
  },
  {
    code: "plan-unreadable",
    severity: "error",
    summary: "A plan holds bytes that are no text, is too large, or is a link; its atoms stay as they are.",
  },
  {
    code: "plan-name",
    severity: "info",
    summary: "A Markdown file in a folder of plans has no fingerprint in its name, so it counts for nothing.",
  },
  {
    code: "plans-missing",
    severity: "info",
    summary: "There is no folder of plans, so nothing can be said about plans that are gone.",
  },
] as const;
