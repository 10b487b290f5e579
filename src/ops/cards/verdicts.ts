import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const verdicts: CardClass = {
  name: "Verdicts",
  recheck: "docket verify ID",
  cards: {
    "not-proven": {
      cause: "The proof did not pass; the message has the first reasons.",
      next: ["Mend, commit, `docket verify`."],
    },
    "verdict-missing": { cause: "No proof was made yet.", next: ["`docket verify ID`."] },
    "verdict-stale": { cause: "The branch moved since.", next: ["`docket verify ID`."] },
    "verdict-failed": {
      cause: "A passing verdict was needed, and this one did not pass.",
      next: ["Mend what it names, verify again."],
    },
    "verdict-edited": {
      cause: "Somebody changed the file after it was sealed.",
      next: ["Bring it back from git, or verify again."],
    },
    "verdict-unreadable": {
      cause: "It is no verdict of the known form.",
      next: ["Verify again; verdicts are made by Docket alone."],
    },
    "verdict-version-unknown": { cause: "A newer Docket wrote it.", next: ["Update docket."] },
    "verdict-foreign": { cause: "It is about another order.", next: ["Verify this one."] },
    "verdict-not-checkable": {
      cause: "This clone lacks the history it is about. It is neither confirmed nor refuted.",
      next: ["`git fetch --unshallow`."],
    },
    "verdict-base-differs": {
      cause: "The merge base has another tree than it says.",
      next: ["Do not trust it: verify again."],
    },
    "verdict-head-differs": { cause: "The commit has another tree than it says.", next: ["As above."] },
    "verdict-patch-differs": { cause: "The work is another patch than it says.", next: ["As above."] },
    "verdict-work-missing": {
      cause: "No commit in the history holds that work.",
      next: ["Fetch; if it stays so, the work was never merged."],
    },
    "proof-skipped": {
      cause: "A person let it pass without a proof. It stays visible.",
      next: ["Nothing, or a ticket to prove it later."],
    },
    "skip-reason-too-short": {
      cause: "Going without a proof needs a reason of some words.",
      next: ["Write it so that somebody understands it next year."],
    },
  },
};
