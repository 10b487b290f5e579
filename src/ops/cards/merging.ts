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
      cause: "It is merged and proven, but the checkout of the base has files in the way. Nothing there was touched.",
      next: ["Commit or put these files aside, then `docket integrate ID`."],
    },
    "base-keeps-moving": { cause: "The base moved each time it was merged.", next: ["`docket integrate` again."] },
  },
};
