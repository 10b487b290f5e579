import type { Rule } from "../settings/rules.ts";

/** Findings about what a sync had to decide between two versions of a file. */
export const syncRules = [
  {
    code: "merge-kept-removed",
    severity: "warning",
    summary: "One clone removed a file while another changed it; it was kept.",
    fixable: false,
  },
  {
    code: "merge-theirs-kept",
    severity: "warning",
    summary: "Two clones changed the same lines of a file that is no ticket; the remote's were kept.",
    fixable: false,
  },
  {
    code: "merge-put-aside",
    severity: "error",
    summary: "Two versions of a ticket could not be merged; one lies whole in aside/.",
    fixable: false,
  },
] as const satisfies readonly Rule[];
