import type { Severity } from "../std/finding.ts";

interface MergeProblemKind {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** Everything a merge can tell a person about; the reference of doctor is made from this table. */
export const mergeProblems = [
  {
    code: "merge-both-kept",
    severity: "warning",
    summary: "Two clones changed the same lines; both versions stand in the section, each behind a comment.",
  },
  {
    code: "merge-event-twice",
    severity: "warning",
    summary: "Two clones wrote different events with one id; both are kept, the second under an id of its own.",
  },
  {
    code: "merge-side-aside",
    severity: "error",
    summary:
      "Two versions could not be merged, as one cannot be read; one was kept whole and the other put aside whole.",
  },
] as const satisfies readonly MergeProblemKind[];

export type MergeProblemCode = (typeof mergeProblems)[number]["code"];
