import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import type { Broken, Cause, Outcome, TestCase, TestReport } from "../findings/test-report.ts";
import type { Phase, TestRun } from "./_test-runs.ts";
import { judgeRedGreen, type RedGreenJudgement } from "./judge-red-green.ts";

/** `name: outcome` or `name: cause` for a failure; several of one name are several tests. */
type Told = readonly string[];

const CAUSES: readonly string[] = ["assertion", "missing-symbol", "syntax", "missing-package", "time-out", "other"];
const isCause = (word: string): word is Cause => CAUSES.includes(word);
const isOutcome = (word: string): word is Outcome => ["passed", "failed", "skipped", "todo"].includes(word);

function caseOf(told: string): TestCase {
  const [name = "", word = "", message = ""] = told.split(": ");
  const file = name.includes(" > ") ? { file: name.split(" > ")[0] ?? "" } : {};
  if (isCause(word)) return { name, ...file, outcome: "failed", cause: word, message };
  if (!isOutcome(word)) throw new Error(told);
  return { name, ...file, outcome: word };
}

function brokenOf(told: string): Broken {
  const [file = "", stage = "", cause = "", message = ""] = told.split(": ");
  if ((stage !== "load" && stage !== "build") || !isCause(cause)) throw new Error(told);
  return { file, stage, cause, message };
}

interface Extra {
  readonly broken?: Told;
  readonly code?: number;
  readonly complete?: boolean;
  readonly unreadable?: boolean;
}

function run(cases: Told, extra: Extra = {}): TestRun {
  const all = cases.map(caseOf);
  const isRed = all.some(({ outcome }) => outcome === "failed") || extra.broken !== undefined;
  const report: TestReport = {
    ...{ format: "tap", cases: all, broken: (extra.broken ?? []).map(brokenOf), complete: extra.complete ?? true },
  };
  return {
    evidence: {
      ...{ name: "tests", command: "t", end: "exit", code: extra.code ?? (isRed ? 1 : 0), durationMs: 1 },
      ...{ digest: "", outputBytes: 0, log: "" },
    },
    report: extra.unreadable === true ? undefined : report,
  };
}

const phase = (...runs: readonly TestRun[]): Phase => ({ runs, written: [] });
const twice = (cases: Told, extra?: Extra): Phase => phase(run(cases, extra), run(cases, extra));

interface Scene {
  readonly base?: Phase;
  readonly overlay: Phase;
  readonly head: Phase;
  readonly addedSources?: readonly string[];
}

function judge({ base = twice(["old: passed"]), overlay, head, addedSources = [] }: Scene): RedGreenJudgement {
  return judgeRedGreen({ base, overlay, head, addedSources });
}

const codesOf = ({ findings }: RedGreenJudgement): readonly string[] => findings.map(({ code }) => code);

test.for<[Cause, RedGreenJudgement["strength"], readonly string[]]>([
  ["assertion", "proven", []],
  ["missing-symbol", "proven", []],
  ["other", "weak", ["red-weak"]],
  ["syntax", "none", ["red-wrong-reason"]],
  ["missing-package", "none", ["red-wrong-reason"]],
  ["time-out", "none", ["red-wrong-reason"]],
])("a new test that fails without the change by %s: %s", ([cause, strength, codes]) => {
  const judged = judge({
    overlay: twice(["old: passed", `new: ${cause}`]),
    head: phase(run(["old: passed", "new: passed"])),
  });
  expect(judged.strength).toBe(strength);
  expect(codesOf(judged)).toEqual(codes);
});

test("it must be the right reason both times", () => {
  const overlay = phase(run(["new: assertion"]), run(["new: time-out"]));
  expect(judge({ overlay, head: phase(run(["old: passed", "new: passed"])) }).strength).toBe("none");
  const weaker = phase(run(["new: assertion"]), run(["new: other"]));
  expect(judge({ overlay: weaker, head: phase(run(["old: passed", "new: passed"])) }).strength).toBe("weak");
});

test("one proven test is enough; the weak ones beside it are not named as proof", () => {
  const overlay = twice(["old: passed", "a: assertion", "b: other", "c: syntax"]);
  const judged = judge({ overlay, head: phase(run(["old: passed", "a: passed", "b: passed", "c: passed"])) });
  expect(judged).toMatchObject({ strength: "proven", red: [{ name: "a", cause: "assertion" }], findings: [] });
});

test("a package that the change brings as a module of its own is a missing symbol", () => {
  const overlay = twice(["old: passed", "new: missing-package: No module named 'calc.later'"]);
  const head = phase(run(["old: passed", "new: passed"]));
  const strengthWith = (addedSources: readonly string[]) => judge({ overlay, head, addedSources }).strength;
  expect(strengthWith(["calc/later.py"])).toBe("proven");
  expect(strengthWith(["src/calc/later/__init__.py"])).toBe("proven");
  expect(strengthWith(["calc/later/deep.py"])).toBe("proven");
  expect(strengthWith(["calc/sooner.py", "later.py"])).toBe("none");
  const alias = twice(["old: passed", "new: missing-package: Cannot find module '@/far/away' imported from a.ts"]);
  expect(judge({ overlay: alias, head, addedSources: ["src/far/away.ts"] }).strength).toBe("proven");
  expect(judge({ overlay: alias, head, addedSources: ["src/away.ts"] }).strength).toBe("none");
});

test.for<[string, RedGreenJudgement["strength"]]>([
  ["a.ts: load: missing-symbol", "proven"],
  ["a.ts: load: other", "weak"],
  ["a.ts: load: syntax", "none"],
  ["a.ts: build: missing-symbol", "weak"],
  ["a.ts: load: other: No test suite found in file a.ts", "none"],
])("a file that does not load without the change, %s: %s", ([broken, strength]) => {
  const overlay = twice(["old: passed"], { broken: [broken] });
  expect(judge({ overlay, head: phase(run(["old: passed", "a.ts > one: passed"])) }).strength).toBe(strength);
  // A file without a test that passes now shows nothing.
  expect(judge({ overlay, head: phase(run(["old: passed", "a.ts > one: skipped"])) }).strength).toBe("none");
  expect(judge({ overlay, head: phase(run(["old: passed", "b.ts > one: passed"])) }).strength).toBe(strength);
  expect(judge({ overlay, head: phase(run(["old: passed"])) }).strength).toBe("none");
});

test("a new test must pass, an old failure is named, a broken file is an error", () => {
  const base = twice(["old: passed", "sore: assertion"], { broken: ["lost.ts: load: other"] });
  const judged = judge({
    base,
    overlay: twice(["old: passed", "sore: assertion", "new: assertion", "more: assertion"], {
      broken: ["lost.ts: load: other"],
    }),
    head: twice(["old: passed", "sore: assertion", "new: passed", "more: assertion"], {
      broken: ["lost.ts: load: other", "fresh.ts: load: syntax"],
    }),
  });
  expect(judged).toMatchObject({ strength: "proven", stillRed: ["sore", "lost.ts"], regressions: [] });
  expect(codesOf(judged)).toEqual(["test-still-red", "green-missing", "test-still-red", "tests-not-loaded"]);
});

test.for<[string, Told, readonly string[]]>([
  ["fails", ["a.ts > old: assertion"], ["test-regressed"]],
  ["is skipped", ["a.ts > old: skipped"], ["test-silenced"]],
  ["is gone", [], ["test-vanished"]],
  ["has another name", ["a.ts > older: passed"], ["test-renamed"]],
  ["stands in another file", ["b.ts > old: passed"], []],
])("a test that passed and now %s", ([, head, codes]) => {
  const judged = judge({
    base: twice(["a.ts > old: passed", "a.ts > other: passed"]),
    overlay: twice(["new: assertion"]),
    head: twice(["a.ts > other: passed", "new: passed", ...head]),
  });
  expect(codesOf(judged)).toEqual(codes);
  expect(judged.regressions).toEqual(codes.includes("test-regressed") ? ["a.ts > old"] : []);
});

test("where files are not known, a new name is an old test only if it passes without the change", () => {
  const scene = (word: string) =>
    codesOf(
      judge({ overlay: twice([`older: ${word}`, "new: assertion"]), head: twice(["older: passed", "new: passed"]) }),
    );
  expect(scene("passed")).toEqual(["test-renamed"]);
  expect(scene("assertion")).toEqual(["test-vanished"]);
});

test("two tests of one name are counted, so one cannot hide the other", () => {
  const base = twice(["same: passed", "same: passed"]);
  const overlay = twice(["same: passed", "same: passed", "new: assertion"]);
  const scene = (...head: Told) => codesOf(judge({ base, overlay, head: twice(["new: passed", ...head]) }));
  expect(scene("same: passed", "same: passed")).toEqual([]);
  expect(scene("same: passed", "same: assertion")).toEqual(["test-regressed"]);
  expect(scene("same: passed", "same: skipped")).toEqual(["test-silenced"]);
  expect(scene("same: passed")).toEqual(["test-vanished"]);
});

test("what fails and passes on the same files is flaky: neither proof nor regression", () => {
  const judged = judge({
    overlay: phase(run(["old: passed", "new: assertion"]), run(["old: passed", "new: passed"])),
    head: phase(run(["old: assertion", "new: passed"]), run(["old: passed", "new: passed"])),
  });
  expect(judged).toMatchObject({ strength: "none", flaky: ["new", "old"], regressions: [] });
  expect(codesOf(judged)).toEqual(["red-missing", "test-flaky", "test-flaky"]);
});

test("a command that fails at the head though no test does is an error, unless the base's does so too", () => {
  const overlay = twice(["old: passed", "new: assertion"]);
  const head = phase(run(["old: passed", "new: passed"], { code: 1 }));
  expect(codesOf(judge({ overlay, head }))).toEqual(["tests-fail"]);
  expect(codesOf(judge({ base: twice(["old: passed"], { code: 1 }), overlay, head }))).toEqual([]);
});

test("without a report only the exit code counts, and weakly", () => {
  const blind = (code: number): Phase => twice([], { unreadable: true, code });
  const base = blind(0);
  expect(judge({ base, overlay: blind(1), head: blind(0) })).toMatchObject({ strength: "weak" });
  expect(codesOf(judge({ base, overlay: blind(1), head: blind(0) }))).toEqual(["red-weak", "tests-unreadable"]);
  expect(codesOf(judge({ base, overlay: blind(0), head: blind(0) }))).toEqual(["red-missing", "tests-unreadable"]);
  expect(codesOf(judge({ base, overlay: blind(1), head: blind(1) }))).toEqual([
    "red-missing",
    "tests-unreadable",
    "tests-fail",
  ]);
});

test("a head whose tests can no longer be read by name is an error, and no list of lost tests", () => {
  const head = phase(run([], { unreadable: true }));
  const judged = judge({ overlay: twice(["old: passed", "new: assertion"]), head });
  expect(codesOf(judged)).toEqual(["red-weak", "tests-cut-off", "tests-unreadable"]);
});

test("a report that is cut off is said", () => {
  const overlay = twice(["old: passed", "new: assertion"]);
  const head = phase(run(["old: passed", "new: passed"], { complete: false }));
  expect(codesOf(judge({ overlay, head }))).toEqual(["tests-cut-off"]);
});

test("where red is not asked for, only what is lost counts", () => {
  const scene = (...head: Told) =>
    judgeRedGreen({ base: twice(["old: passed"]), overlay: undefined, head: twice(head), addedSources: [] });
  expect(scene("old: passed")).toMatchObject({ strength: "not-asked", red: [], findings: [] });
  expect(codesOf(scene("old: assertion"))).toEqual(["test-regressed"]);
  expect(codesOf(scene("new: passed"))).toEqual(["test-renamed"]);
});

test("zero tests are no red", () => {
  expect(judge({ overlay: twice([], { code: 1 }), head: phase(run(["old: passed"])) }).strength).toBe("none");
});

test("files that the base's own tests write are not held against the change", () => {
  const overlay = { ...twice(["new: assertion"]), written: ["a.snap", "b.snap"] };
  const base = { ...twice(["old: passed"]), written: ["a.snap"] };
  const head = { ...phase(run(["old: passed", "new: passed"])), written: ["c.snap"] };
  expect(judge({ base, overlay, head }).findings.map(({ file }) => file)).toEqual(["b.snap", "c.snap"]);
});

const someTests = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom("a", "b", "c.ts > d", "c.ts > e"), fc.constantFrom(...CAUSES, "passed", "skipped")),
    {
      selector: ([name]) => name,
    },
  )
  .map((all) => run(all.map(([name, word]) => `${name}: ${word}`)));
const somePhase = fc.array(someTests, { minLength: 1, maxLength: 2 }).map((runs) => phase(...runs));

const outcomesIn = ({ runs }: Phase, name: string): readonly (TestCase | undefined)[] =>
  runs.map(({ report }) => report?.cases.find((one) => one.name === name));

test("proof is a test that failed for a right reason in every run without the change and passed in every run with it", () => {
  fc.assert(
    fc.property(somePhase, somePhase, somePhase, (base, overlay, head) => {
      const judged = judge({ base, overlay, head });
      const counts = (one: TestCase | undefined) => one?.cause === "assertion" || one?.cause === "missing-symbol";
      const shown = ["a", "b", "c.ts > d", "c.ts > e"].filter(
        (name) =>
          outcomesIn(overlay, name).every(counts) && outcomesIn(head, name).every((one) => one?.outcome === "passed"),
      );
      expect(judged.strength === "proven").toBe(shown.length > 0);
      if (judged.strength === "proven") expect(judged.red.map(({ name }) => name).sort()).toEqual(shown);
    }),
    { numRuns: rounds(500) },
  );
});

test("what passed in every run on the base and fails in every run at the head is a regression, and nothing else is", () => {
  fc.assert(
    fc.property(somePhase, somePhase, somePhase, (base, overlay, head) => {
      const lost = ["a", "b", "c.ts > d", "c.ts > e"].filter(
        (name) =>
          outcomesIn(base, name).every((one) => one?.outcome === "passed") &&
          outcomesIn(head, name).every((one) => one?.outcome === "failed"),
      );
      expect(judge({ base, overlay, head }).regressions.toSorted()).toEqual(lost);
    }),
    { numRuns: rounds(500) },
  );
});

test("the same runs before and after show nothing and lose nothing", () => {
  fc.assert(
    fc.property(somePhase, (same) => {
      const judged = judge({ base: same, overlay: same, head: same });
      expect(judged).toMatchObject({ strength: "none", regressions: [] });
      expect(codesOf(judged).filter((code) => /vanished|renamed|silenced|green-missing/.test(code))).toEqual([]);
    }),
    { numRuns: rounds(300) },
  );
});
