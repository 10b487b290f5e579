import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const merging: CardClass = {
  name: "Merging",
  recheck: "docket status",
  cards: {
    "merge-conflict": {
      cause: "The work does not fit what came onto the base. It is yours again, with the files named.",
      next: ["`git merge BASE` in the checkout, settle the files, commit, finish, integrate."],
    },
    "landing-waits": {
      cause:
        "It is merged and proven, but the checkout of the base cannot take it: files in the way, a merge or rebase under way, or what git says of it. Nothing there was touched.",
      next: ["Put right what the message names there, then `docket integrate ID`."],
    },
    "order-branch-gone": {
      cause: "The branch of a finished order was deleted or renamed before its work was merged.",
      next: [
        "Give it its name back, or `docket reconcile --apply`: it makes the branch again where it was proven, or writes down that it was merged outside.",
      ],
    },
    "work-refused": {
      cause:
        "The last word of a person about the work was no (`docket reject`, `docket review --request-changes`). It is not merged.",
      next: ["Settle it, `docket finish ID`; a person who agrees says `docket approve ID --reason TEXT`."],
    },
    "ticket-moved-away": {
      cause: "Somebody parked, closed or took back the ticket while its order ran or waited. Theirs is the later word.",
      next: [
        "The hint has the way for that status: move it on, or let the order end. What was committed stays on its branch.",
      ],
    },
    "base-keeps-moving": { cause: "The base moved each time it was merged.", next: ["`docket integrate` again."] },
  },
};
