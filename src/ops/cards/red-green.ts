import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const redGreen: CardClass = {
  name: "Red and green",
  recheck: "docket verify ID",
  cards: {
    "red-missing": {
      cause: "No test fails on the old sources and passes on the new, or nothing says how tests are run.",
      next: ["Add a test that fails without the change, or set `gates.test`."],
    },
    "red-wrong-reason": {
      cause: "Tests fail without the change, but by a broken test, a missing package or a time-out.",
      next: ["Let it fail by an assertion, or by something the change adds."],
    },
    "red-weak": {
      cause: "Something failed, though no test's own assertion. Only named.",
      next: ["Let the tests print a report: `tests.command` and `tests.format`."],
    },
    "green-missing": { cause: "A test that came with the change does not pass.", next: ["Mend it or the code."] },
    "test-regressed": { cause: "A test that passed on the base fails.", next: ["Mend the code."] },
    "test-silenced": { cause: "A test that passed on the base is skipped.", next: ["Let it run."] },
    "test-vanished": { cause: "A test that passed on the base is gone.", next: ["Bring it back."] },
    "test-renamed": {
      cause: "It is gone, and others came into its file. Only named.",
      next: ["Say in the ticket that it is a new name."],
    },
    "test-flaky": {
      cause: "A test passes and fails on the same files. Only named.",
      next: ["Make it stand still; it shows nothing until then."],
    },
    "test-still-red": {
      cause: "A test failed on the base and still does. Only named.",
      next: ["A ticket of its own."],
    },
    "tests-not-loaded": { cause: "A file of tests does not load.", next: ["Its message is in the log."] },
    "tests-write-files": {
      cause: "Tests write what they are compared with, such as snapshots.",
      next: ["Commit snapshots; run tests so that they never write them."],
    },
    "tests-cut-off": {
      cause: "The tests did not come to an end.",
      next: ["Look for what hangs; the limit is `orders.checkLimitMs`."],
    },
    "tests-fail": { cause: "The command fails, and no test says why.", next: ["Look at the log."] },
    "tests-unreadable": {
      cause: "What was printed names no tests, so only the exit code counts. Only named.",
      next: ["TAP, JUnit or JSON: `tests.command`, `tests.report`."],
    },
    "proof-folder-failed": {
      cause: "Git could not make the private checkout for the proof.",
      next: ["Run the git command of the message by hand; is the disk full?"],
    },
  },
};
