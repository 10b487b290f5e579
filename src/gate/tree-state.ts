import type { Finding } from "../std/finding.ts";
import type { Change } from "./change.ts";
import { bounded, finding, WHOLE_CHANGE } from "./rules.ts";

/** Only what is committed can be proven and merged: everything is in commits, and there is at least one. */
export function judgeTreeState({ dirty, commits, head, mergeBase }: Change): readonly Finding[] {
  const isEmpty = commits === 0 || head === mergeBase;
  return bounded([
    ...(isEmpty
      ? [finding("nothing-committed", WHOLE_CHANGE, { message: "the branch has no commit of its own", hint: COMMIT })]
      : []),
    ...dirty.map((path) =>
      finding("worktree-dirty", path, { message: `${path} has changes that are in no commit`, hint: COMMIT }),
    ),
  ]);
}

const COMMIT = "commit the work; what does not belong to it goes into .gitignore or out of the worktree";
