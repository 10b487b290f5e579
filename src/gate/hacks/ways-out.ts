import type { GateCode } from "../rules.ts";

/** Why a shortcut is refused, and what to do instead. */
export const WAYS_OUT: Readonly<Partial<Record<GateCode, { readonly why: string; readonly hint: string }>>> = {
  "test-skipped": {
    why: "a test that does not run proves nothing",
    hint: "make the test pass; if it is wrong, change what it expects and say why in the ticket",
  },
  "test-skipped-sometimes": {
    why: "the test may never run where it matters",
    hint: "make sure that it runs where this change is proven",
  },
  "test-only": { why: "all other tests of the run are hidden by it", hint: "remove it before the work is handed in" },
  "suppression-added": {
    why: "it silences the tool that should judge this change",
    hint: "change the code so that the tool has nothing to say; if the tool is wrong, a person changes its settings",
  },
  "error-swallowed": {
    why: "a failure would go unnoticed",
    hint: "handle the error, pass it on, or give back a value that says that it failed",
  },
  "assertion-empty": { why: "it can never fail", hint: "assert something that the code under test decides" },
  "exit-early": {
    why: "what comes after it never runs, and the exit code says that all is well",
    hint: "let the test runner end the run",
  },
  "runner-hooked": {
    why: "it can decide which tests run and what counts as passed",
    hint: "make sure that a person has looked at it",
  },
  "hidden-characters": {
    why: "it makes text show in another order than the program reads it",
    hint: "write the character as an escape, such as \\u202e",
  },
  "hooks-bypassed": {
    why: "it goes around the project's own checks",
    hint: "let the hooks run, and mend what they find",
  },
  "check-silenced": { why: "a failing check would look like a passing one", hint: "let the command fail" },
};
