import type { CardClass } from "./card.ts";

/** What each code of reconcile is about, and what to do; docs/operations.md says the same. */
export const disagreeing: CardClass = {
  name: "Reconcile",
  recheck: "docket reconcile",
  cards: {
    "run-interrupted": {
      cause: "A take, finish or integrate died between two steps.",
      next: ["docket reconcile --apply", "It goes on from its journal."],
    },
    "run-unusable": {
      cause:
        "A journal that is damaged or of another version, a take that holds no ticket, an agent's run whose order has ended.",
      next: ["docket reconcile --apply", "The run is ended; what it made is judged by the other rows."],
    },
    "run-resumable": {
      cause: "an agent's run was cut off.",
      next: ["`docket run` goes on with it, `docket release` gives it back"],
    },
    "order-unreadable": {
      cause: "`order.yaml` is not valid.",
      next: ["bring it back from the history of the backlog"],
    },
    "order-without-ticket": {
      cause: "The ticket of an open order was removed or cannot be read.",
      next: ["bring it back from the history of the backlog"],
    },
    "order-duplicate": {
      cause: "Two open orders, and the claim names neither.",
      next: ["`docket take --over ORDER` says which counts"],
    },
    "order-elsewhere": { cause: "another clone works on it; nothing of it is here.", next: [] },
    "order-without-claim": {
      cause: "The claim of an open order was released or lost.",
      next: [
        "docket reconcile --apply",
        "It is claimed again for its owner; without a branch, or for an engine, the ticket goes back.",
      ],
    },
    "order-lost-claim": {
      cause: "Another order holds the ticket.",
      next: ["docket reconcile --apply", "This one ends as partial; its branch stays."],
    },
    "claim-without-order": {
      cause: "A take died and its journal is gone.",
      next: ["docket reconcile --apply", "The claim is released; what it made goes as far as it is empty."],
    },
    "claim-of-ended-order": {
      cause: "A process died after recording the end and before freeing the ticket.",
      next: ["docket reconcile --apply", "The claim is released."],
    },
    "claim-token-differs": {
      cause: "A takeover died before it was recorded, or a record was changed by hand.",
      next: ["docket reconcile --apply", "The record follows the claim, which is what git guards."],
    },
    "claim-dead": {
      cause: "An engine's process is gone and its run too.",
      next: ["docket reconcile --apply", "The order ends as partial, the ticket is ready, its branch stays."],
    },
    "status-differs": {
      cause: "A ticket was moved, merged or edited past its order.",
      next: [
        "docket reconcile --apply",
        "The ticket follows its order; where a person closed it or gave finished work back, the order ends.",
      ],
    },
    "checkout-missing": {
      cause: "The worktree was deleted.",
      next: [
        "docket reconcile --apply",
        "It is checked out again from its branch and set up. Another folder at its place is not touched.",
      ],
    },
    "checkout-moved": {
      cause: "The worktree was moved with `git worktree move`.",
      next: ["docket reconcile --apply", "Its new place is written down."],
    },
    "branch-missing": {
      cause: "The branch was deleted.",
      next: [
        "docket reconcile --apply",
        "It comes back at the last commit of its worktree or its proof; when neither is known, the ticket goes back.",
      ],
    },
    "head-elsewhere": {
      cause: "Somebody switched branches in the worktree, or detached it. Not while git rebases or bisects there.",
      next: [
        "docket reconcile --apply",
        "Commits without a branch get one, then the worktree goes back to its own; git refuses where files are in the way.",
      ],
    },
    "merged-outside": {
      cause:
        "A pull request, a squash or a rebase brought finished work into its base; found by ancestry, trailer or patch.",
      next: ["docket reconcile --apply", "It is recorded, the ticket is done, the claim ends."],
    },
    "merged-unproven": { cause: "Work was merged before it was finished.", next: ["`docket close` accepts it"] },
    "queue-left": {
      cause: "A process died after landing.",
      next: ["docket reconcile --apply", "The queue is removed."],
    },
    "queue-waits": {
      cause: "A process died before landing, or what was in the way is gone.",
      next: ["docket reconcile --apply", "It lands, and its tickets are done."],
    },
    "queue-blocked": { cause: "files of the base's checkout are in the way.", next: ["commit them or put them aside"] },
    "queue-stranded": {
      cause: "The base went another way.",
      next: [
        "docket reconcile --apply",
        "The queue is removed when branches hold all its work; `docket integrate` merges anew.",
      ],
    },
    "scratch-left": {
      cause: "A proof or a merge died.",
      next: ["docket reconcile --apply", "Its private worktree is removed."],
    },
    "ports-left": {
      cause: "An order ended and kept its ports.",
      next: ["docket reconcile --apply", "They are free again."],
    },
    "checkout-left": {
      cause: "A worktree or branch of a merged order, or of none, that holds nothing.",
      next: ["docket reconcile --apply", "It is removed."],
    },
    "checkout-kept": { cause: "a worktree at the place of orders belongs to no order and holds work.", next: [] },
    "verdict-damaged": {
      cause: "The verdict of a finished order was edited or removed.",
      next: ["`docket verify` makes one while the order is open"],
    },
    "verdict-waived": { cause: "a person let the order pass without a proof.", next: [] },
  },
};
