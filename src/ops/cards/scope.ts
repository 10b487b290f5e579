import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const scope: CardClass = {
  name: "Scope and size",
  recheck: "docket scope ID",
  cards: {
    "scope-empty": {
      cause: "The ticket names no file that may be changed.",
      next: ["List paths in Affected Files, or set `scope.allow`."],
    },
    "scope-outside": {
      cause: "A changed file is not among those that the ticket names.",
      next: ["Take the change back, or a person names the file in the ticket."],
    },
    "scope-denied": { cause: "A changed file is denied; deny wins over allow.", next: ["Take the change back."] },
    "scope-protected": {
      cause: "The file defines the proof itself: settings, test runner, CI.",
      next: ["Take it back, or a person names it letter for letter in `scope.allow`."],
    },
    "scope-backlog": {
      cause: "The branch changes the backlog's own folder.",
      next: ["Take it back; tickets are changed with docket's verbs."],
    },
    "scope-wildcard": {
      cause: "The scope allows everything and says no reason, or no end.",
      next: ["Name folders, or give `scope.override_reason` and `scope.override_expires`."],
    },
    "scope-override-expired": {
      cause: "The permission for such a scope is over.",
      next: ["Name folders, or a person renews it."],
    },
    "scope-pattern-invalid": {
      cause: "A pattern is empty, too long or leaves the repository.",
      next: ["Write globs from the root, such as `src/cache/**`."],
    },
    "link-outside": { cause: "A changed link leads out of the repository.", next: ["Commit the file itself."] },
    "link-broken": { cause: "A changed link leads nowhere.", next: ["Remove it, or commit what it points to."] },
    "repository-nested": {
      cause:
        "A folder with a `.git` of its own was committed, as after `git clone` inside the checkout. None of its files would be merged.",
      next: ["Remove that `.git` and commit the files, or add it as a submodule."],
    },
    "package-scripts-changed": {
      cause: "Scripts or test settings in `package.json` changed.",
      next: ["Take that part back, or a person names `package.json#scripts` in the scope."],
    },
    "budget-files": {
      cause: "More files than the ticket may touch.",
      next: ["Split the work; a person can raise `diff_budget`."],
    },
    "budget-lines": { cause: "More lines than the ticket may change.", next: ["As above."] },
    "worktree-dirty": { cause: "Something in the checkout is in no commit.", next: ["Commit it, or remove it."] },
    "nothing-committed": { cause: "The branch has no commit of its own.", next: ["Commit the work."] },
    "change-unreadable": {
      cause: "Git could not say what the branch changed.",
      next: ["Run the git command of the message by hand."],
    },
    "no-merge-base": {
      cause: "The branch has nothing in common with its base, or the clone is shallow.",
      next: ["`git fetch --unshallow`, or rebase onto the base."],
    },
  },
};
