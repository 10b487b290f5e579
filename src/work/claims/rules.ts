import type { Rule } from "../../store/settings/rules.ts";

/** Findings about claims. */
export const claimRules = [
  {
    code: "claim-unreadable",
    severity: "error",
    summary: "The ref of a claim points to something that is no claim; nobody can take the ticket.",
    fixable: false,
  },
  {
    code: "claim-unsettled",
    severity: "warning",
    summary: "A claim was taken offline, and the remote has not decided about it yet.",
    fixable: false,
  },
] as const satisfies readonly Rule[];
