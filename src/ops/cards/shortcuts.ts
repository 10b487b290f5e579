import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const shortcuts: CardClass = {
  name: "Shortcuts",
  recheck: "docket verify ID",
  cards: {
    "test-deleted": {
      cause: "The change removes tests.",
      next: ["Bring them back; if one is wrong, change what it expects."],
    },
    "test-replaced": { cause: "Tests were removed and others came. Only named.", next: ["Say in the ticket why."] },
    "test-skipped": { cause: "The change makes a test not run.", next: ["Make it pass."] },
    "test-skipped-sometimes": {
      cause: "A test runs only under a condition. Only named.",
      next: ["See that it runs where the work is proven."],
    },
    "test-only": { cause: "One test hides all others.", next: ["Remove `only`."] },
    "fewer-assertions": { cause: "A test file asserts less than before.", next: ["Bring the assertions back."] },
    "assertion-empty": { cause: "An assertion can never fail.", next: ["Assert what the code decides."] },
    "suppression-added": {
      cause: "A compiler, linter or the coverage is silenced.",
      next: ["Change the code so that it has nothing to say."],
    },
    "error-swallowed": { cause: "An error is caught and dropped.", next: ["Handle it or pass it on."] },
    "exit-early": {
      cause: "An added test ends the whole run as if all were well. Only named.",
      next: ["Let the tests run to their end."],
    },
    "runner-hooked": {
      cause: "The change adds code by which the test runner decides what counts. Only named.",
      next: ["A person looks at it; leave it out where it is not the point."],
    },
    "source-binary": {
      cause: "A source file holds bytes for which no tool shows its lines.",
      next: ["Write it as text."],
    },
    "hidden-characters": {
      cause: "Added code holds characters that make it look like other code.",
      next: ["Write them as escapes."],
    },
    "hooks-bypassed": { cause: "A script goes around the project's hooks.", next: ["Let them run."] },
    "check-silenced": { cause: "A script lets a failing check pass. Only named.", next: ["Let it fail."] },
    "check-loosened": { cause: "A tool was made less strict. Only named.", next: ["Bring the setting back."] },
    "coverage-lowered": { cause: "A threshold of the coverage went down.", next: ["Bring it back and add tests."] },
    "snapshot-alone": { cause: "Snapshots changed and no source did.", next: ["Undo them, or commit the source too."] },
    "rule-broken": { cause: "A hard rule of the project (`rules.hard`) is broken.", next: ["Write it another way."] },
    "rule-warned": { cause: "A soft rule is broken. Only named.", next: ["As above, when it fits."] },
    "rule-invalid": {
      cause: "A rule in the settings is no word and no expression.",
      next: ["Mend `rules` in docket.yaml."],
    },
    "lines-not-judged": {
      cause: "A file has more changed lines than are looked at. Only named.",
      next: ["Split the change."],
    },
    "secret-added": {
      cause: "What looks like a key or password is in a commit of the branch.",
      next: ["Take it out of every commit, and have it renewed."],
    },
    "findings-cut": {
      cause: "There were more of one kind than are listed.",
      next: ["Mend those; the rest comes up then."],
    },
  },
};
