import { faultKind } from "../std/fault.ts";

interface GitSaid {
  readonly args: readonly string[];
  readonly reason: string;
}

export const changeUnreadable = faultKind<GitSaid>({
  code: "change-unreadable",
  exit: "findings",
  summary: "Git could not say what a branch changed.",
  message: ({ args, reason }) => `git ${args.join(" ")}: ${reason}`,
  hint: () => "run the git command by hand to see what is wrong with the repository",
});

export const noMergeBase = faultKind<{ readonly base: string; readonly shallow: boolean }>({
  code: "no-merge-base",
  exit: "findings",
  summary: "A branch and its base have no commit in common, so nothing says what the branch changed.",
  message: ({ base }) => `HEAD and ${base} have no commit in common`,
  hint: ({ shallow }) =>
    shallow
      ? "this clone is shallow: run `git fetch --unshallow`"
      : "begin the branch at the base, or rebase it onto the base",
});

export const verdictUnreadable = faultKind<{ readonly reason: string }>({
  code: "verdict-unreadable",
  exit: "findings",
  summary: "A verdict is not JSON of the known shape.",
  message: ({ reason }) => `the verdict cannot be read: ${reason}`,
  hint: () => "verify the order again: a verdict is made by Docket alone",
});

export const verdictVersionUnknown = faultKind<{ readonly version: string }>({
  code: "verdict-version-unknown",
  exit: "usage",
  summary: "A verdict was written by a newer Docket.",
  message: ({ version }) => `the verdict has the schema version ${version}, which this Docket does not know`,
  hint: () => "update docket",
});

export const verdictEdited = faultKind<Record<string, never>>({
  code: "verdict-edited",
  exit: "findings",
  summary: "A verdict was changed after Docket sealed it.",
  message: () => "the content of the verdict does not agree with its seal",
  hint: () => "bring back the file from git, or verify the order again",
});

export const verdictForeign = faultKind<{ readonly asked: string; readonly found: string }>({
  code: "verdict-foreign",
  exit: "findings",
  summary: "A verdict is about another work order than the one that is meant.",
  message: ({ asked, found }) => `the verdict is about ${found}, not about ${asked}`,
  hint: ({ asked }) => `verify the order: docket verify ${asked}`,
});

export const verdictStale = faultKind<{ readonly order: string; readonly judged: string; readonly now: string }>({
  code: "verdict-stale",
  exit: "findings",
  summary: "The branch or its base moved after the verdict was made.",
  message: ({ judged, now }) => `the verdict is about ${judged.slice(0, 12)}, and there is ${now.slice(0, 12)} now`,
  hint: ({ order }) => `verify the order again: docket verify ${order}`,
});

export const verdictFailed = faultKind<{ readonly order: string; readonly reasons: readonly string[] }>({
  code: "verdict-failed",
  exit: "findings",
  summary: "A passing verdict was needed, and the verdict says that the work failed.",
  message: ({ order, reasons }) => `${order} failed its verification: ${reasons.join(", ")}`,
  hint: ({ order }) => `mend what the verdict names, then: docket verify ${order}`,
});

export const verdictNotCheckable = faultKind<{ readonly reason: string }>({
  code: "verdict-not-checkable",
  exit: "findings",
  summary: "This clone lacks the history that a verdict is about, so it is neither confirmed nor refuted.",
  message: ({ reason }) => `the verdict cannot be checked here: ${reason}`,
  hint: () => "get the whole history: `git fetch --unshallow`",
});

export const proofFolderFailed = faultKind<GitSaid>({
  code: "proof-folder-failed",
  exit: "findings",
  summary: "Git could not make the private folder in which tests are tried on the base.",
  message: ({ args, reason }) => `git ${args.join(" ")}: ${reason}`,
  hint: () => "run the git command by hand to see what is wrong with the repository",
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const gateFaults = [
  changeUnreadable,
  noMergeBase,
  verdictUnreadable,
  verdictVersionUnknown,
  verdictEdited,
  verdictForeign,
  verdictStale,
  verdictFailed,
  verdictNotCheckable,
  proofFolderFailed,
] as const;
