import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const checks: CardClass = {
  name: "Checks, artifacts and criteria",
  recheck: "docket verify ID",
  cards: {
    "check-failed": {
      cause: "A gate or another command of the proof failed.",
      next: ["Its log is named; run it in the checkout."],
    },
    "check-red-before": {
      cause: "The tests fail, by nothing but tests that failed on the base as well. Only named.",
      next: ["Mend the base: a ticket for these tests."],
    },
    "check-too-slow": { cause: "It did not end in time.", next: ["Make it quicker, or raise `orders.checkLimitMs`."] },
    "check-changed-files": {
      cause: "A command changed files that git sees.",
      next: ["Commit what it writes, or ignore it."],
    },
    "artifact-missing": {
      cause: "The Definition of Done asks for a file that is not there.",
      next: ["Leave it in the folder that `DOCKET_ARTIFACTS` names."],
    },
    "criterion-open": {
      cause: "A criterion is neither ticked nor shown by anything. Only named.",
      next: ["Name a test, check or review at its end."],
    },
    "criterion-without-evidence": {
      cause: "It is ticked, and nothing shows it.",
      next: ["Name what shows it: `(test: NAME)`."],
    },
    "criterion-evidence-missing": {
      cause: "It names a test, check or review that there is not.",
      next: ["Write the test, or mend the name."],
    },
    "criterion-evidence-failed": { cause: "What it names did not pass, or was skipped.", next: ["Make it pass."] },
    "criterion-link-unclear": {
      cause: "Several tests have that name, or the kind is unknown.",
      next: ["Write the whole name: file, group, test."],
    },
  },
};
