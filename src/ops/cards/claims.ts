import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const claims: CardClass = {
  name: "Claims",
  recheck: "docket status",
  cards: {
    "claim-held": {
      cause: "Somebody else holds the ticket; the message says who, where and since when.",
      next: ["Take another one.", "When the lease has run out, a person may take it over."],
    },
    "claim-lost": {
      cause: "Your claim was taken over or released while you worked. Nothing was changed.",
      next: ["The work is safe on its branch.", "Talk to the new holder."],
    },
    "claim-damaged": {
      cause: "The ref of a claim points to something that is none.",
      next: ["A person decides: `docket take --over ID`; the token goes on."],
    },
    "claim-unreadable": { cause: "The same, as a finding of a list.", next: ["As above."] },
    "claim-unsettled": {
      cause: "It was taken offline, and the remote has not decided yet.",
      next: ["`docket sync` when the remote can be reached."],
    },
    "claims-need-git": {
      cause: "Claims are refs, and there is no repository.",
      next: ["`git init` above the backlog."],
    },
    "claim-keeps-moving": { cause: "Others moved or locked the ref each time.", next: ["Call again."] },
    "claims-remote-failed": {
      cause: "The remote that decides did not answer, or refused.",
      next: ["Try again; `--offline` takes here and settles later."],
    },
    "base-moved": {
      cause: "The branch to publish moved after the result was proven. Nothing was published.",
      next: [
        "Where it moved on the remote, `git pull` first.",
        "`docket integrate` again: it merges onto the new tip.",
      ],
    },
    "publish-refused": {
      cause: "The remote does not let you move that branch. Nothing was published.",
      next: ["Open a pull request from the order's branch, or allow the push."],
    },
  },
};
