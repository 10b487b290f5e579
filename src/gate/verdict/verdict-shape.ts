import type { Keys, Shape, ValueOf } from "./shape.ts";

const OBJECT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const SHA256 = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const text = (about: string) => ({ is: "text", about }) as const;
const maybeText = (about: string) => ({ is: "text", about, optional: true }) as const;
const count = (about: string) => ({ is: "count", about }) as const;
const objectId = (about: string) => ({ is: "text", about, pattern: OBJECT_ID }) as const;
const instant = (about: string) => ({ is: "text", about, pattern: INSTANT }) as const;
const record = <const K extends Keys>(about: string, keys: K) => ({ is: "record", about, keys }) as const;
const list = <const S extends Shape>(about: string, of: S) => ({ is: "list", about, of }) as const;
const choice = <const W extends readonly string[]>(about: string, of: W) => ({ is: "choice", about, of }) as const;
const texts = (about: string) => list(about, { is: "text" });

const findingShape = record("Something a judge found; an error stops the order.", {
  code: text("A stable code; docs/faults.md lists them."),
  severity: choice("How much it weighs.", ["error", "warning", "info"]),
  file: text("Path from the repository's root; `.` for the change as a whole."),
  line: { is: "count", optional: true },
  column: { is: "count", optional: true },
  message: text("What was found."),
  hint: maybeText("What to do about it."),
});

const checkShape = record("One command that was run, and what shows that it was.", {
  name: text("Name of the gate or check."),
  command: text("The command as it was given to the shell."),
  end: choice("How it ended.", ["exit", "signal", "time-limit", "stopped"]),
  code: { is: "number", about: "Exit code; absent when it did not end by itself.", optional: "or-undefined" },
  durationMs: { is: "number" },
  digest: { is: "text", about: "SHA-256 of all it printed.", pattern: SHA256 },
  outputBytes: count("How much it printed."),
  log: text("Name of its log; logs stay on the machine."),
  redBefore: {
    ...list("Set when it failed by tests alone that failed on the base as well: which ones.", { is: "text" }),
    optional: "or-undefined",
  },
});

const redGreenShape = record("Whether tests of this change fail without it and pass with it.", {
  strength: choice("How strong the proof is.", ["proven", "weak", "none", "not-asked"]),
  red: list(
    "Tests that failed on the sources of the base.",
    record("A test.", { name: text("Its name."), cause: text("Why it failed.") }),
  ),
  stillRed: texts("Tests that failed before and fail now."),
  regressions: texts("Tests that passed at the base and fail now."),
  flaky: texts("Tests that gave two answers."),
  findings: list("What is wrong with the proof.", findingShape),
  runs: list("The runs behind it.", checkShape),
});

const criterionShape = record("An acceptance criterion and what shows it.", {
  id: text("Such as `AC-1`."),
  text: text("What was asked for."),
  ticked: { is: "flag", about: "Whether somebody ticked it." },
  shown: { is: "flag", about: "Whether every piece of evidence holds, and there is one." },
  evidence: list(
    "What the ticket names.",
    record("A link.", { kind: choice("Of what kind.", ["test", "check", "review"]), name: text("Which one.") }),
  ),
});

export const verdictShape = record("What Docket found out about one attempt at a ticket, sealed.", {
  schemaVersion: count("Of this file's shape."),
  order: text("The work order."),
  ticket: text("The ticket."),
  attempt: count("Which attempt, from 1."),
  baseBranch: text("Where the work is to go."),
  mergeBase: objectId("The commit at which the branch left its base."),
  baseTree: objectId("The tree of the merge base."),
  head: objectId("The commit that was judged."),
  headTree: objectId("Its tree."),
  patchId: {
    is: "text",
    about: "`git patch-id --stable` of the whole change; empty when nothing changed.",
    pattern: /^([0-9a-f]{40,64})?$/,
  },
  commits: count("Commits from the merge base to the head."),
  result: choice("What came out.", ["passed", "failed"]),
  startedAt: instant("When the verification began, UTC."),
  finishedAt: instant("When it ended, UTC."),
  actor: record("Who asked for it.", {
    kind: choice("Person or program.", ["person", "agent", "engine"]),
    name: text("Their name."),
  }),
  checks: list("Every command that was run.", checkShape),
  redGreen: redGreenShape,
  findings: record("What the judges of the change found.", {
    scope: list("Paths.", findingShape),
    budget: list("Size.", findingShape),
    hacks: list("Shortcuts.", findingShape),
    secrets: list("Secrets.", findingShape),
    criteria: list("Criteria.", findingShape),
    other: list("Everything else, such as a dirty tree.", findingShape),
  }),
  criteria: list("Acceptance criteria with their evidence.", criterionShape),
  skipped: {
    ...record("Set when a person let the order pass without proof.", { reason: text("Why."), by: text("Who.") }),
    optional: "or-undefined",
  },
  restsOn: {
    ...record("Set on the verdict about a merged tree: the earlier one that counts for what was not run again.", {
      seal: { is: "text", about: "Its seal.", pattern: SHA256 },
      head: objectId("The commit that it is about."),
      reason: text("Why it counts."),
    }),
    optional: "or-undefined",
  },
  machine: record("Where it ran, as far as it is nobody's private affair.", {
    platform: text("Such as `linux`."),
    arch: text("Such as `x64`."),
    node: text("Version of Node."),
    git: text("Version of git."),
    docket: text("Version of Docket."),
  }),
  seal: {
    is: "text",
    about: "SHA-256 over all of this without the seal, as JSON with sorted keys and no spaces.",
    pattern: SHA256,
  },
});

export type Verdict = ValueOf<typeof verdictShape>;
/** What was found, before Docket concluded from it and sealed it. */
export type VerdictBody = Omit<Verdict, "seal" | "schemaVersion" | "result">;
export type VerdictCheck = Verdict["checks"][number];
export type VerdictCriterion = Verdict["criteria"][number];
