import type { Broken, TestCase } from "../findings/test-report.ts";
import type { Phase, TestRun } from "./_test-runs.ts";
import { hasPassed } from "./run-check.ts";

/** What the runs of one phase say of all tests of one name; two tests may share it. */
export interface TestState {
  readonly file: string | undefined;
  /** Most tests of this name in one run, whatever came of them. */
  readonly count: number;
  /** How many passed in the worst and in the best run. */
  readonly passed: Range;
  readonly failed: Range;
  /** Skipped or to do in any run. */
  readonly isSilent: boolean;
  /** The failures of each run. */
  readonly failures: readonly (readonly TestCase[])[];
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** One phase as it is judged. */
export interface PhaseState {
  readonly tests: ReadonlyMap<string, TestState>;
  /** Files that failed to load in every run, with what each run said. */
  readonly broken: ReadonlyMap<string, readonly Broken[]>;
  /** Every run gave a report. */
  readonly isReadable: boolean;
  /** Every run ended by itself, and its report to the end. */
  readonly isWhole: boolean;
  /** The command gave 0 in every run, or in none. */
  readonly exit: "passed" | "failed" | "mixed";
  readonly written: readonly string[];
}

/** Lays the runs of a phase over each other. */
export function stateOf({ runs, written }: Phase): PhaseState {
  const names = new Set(runs.flatMap(casesOf).map((one) => one.name));
  const byRun = runs.map((run) => Map.groupBy(casesOf(run), (one) => one.name));
  const passed = runs.filter(({ evidence }) => hasPassed(evidence)).length;
  return {
    tests: new Map([...names].map((name) => [name, testState(byRun.map((run) => run.get(name) ?? []))])),
    broken: brokenIn(runs),
    isReadable: runs.every(({ report }) => report !== undefined),
    isWhole: runs.every(({ evidence, report }) => evidence.end === "exit" && report?.complete !== false),
    exit: passed === runs.length ? "passed" : passed === 0 ? "failed" : "mixed",
    written,
  };
}

const casesOf = ({ report }: TestRun): readonly TestCase[] => report?.cases ?? [];

function testState(runs: readonly (readonly TestCase[])[]): TestState {
  const all = runs.flat();
  return {
    file: all.find((one) => one.file !== undefined)?.file,
    count: Math.max(...runs.map((run) => run.length)),
    passed: countOf(runs, "passed"),
    failed: countOf(runs, "failed"),
    isSilent: all.some(({ outcome }) => outcome === "skipped" || outcome === "todo"),
    failures: runs.map((run) => run.filter(({ outcome }) => outcome === "failed")),
  };
}

function countOf(runs: readonly (readonly TestCase[])[], outcome: TestCase["outcome"]): Range {
  const counts = runs.map((run) => run.filter((one) => one.outcome === outcome).length);
  return { min: Math.min(...counts), max: Math.max(...counts) };
}

function brokenIn(runs: readonly TestRun[]): ReadonlyMap<string, readonly Broken[]> {
  const byFile = Map.groupBy(
    runs.flatMap(({ report }, run) => (report?.broken ?? []).map((one) => ({ one, run }))),
    ({ one }) => one.file,
  );
  const inAll = [...byFile].filter(([, found]) => new Set(found.map(({ run }) => run)).size === runs.length);
  return new Map(inAll.map(([file, found]) => [file, found.map(({ one }) => one)]));
}

/** Passes now and fails then, on the same files. */
export function isFlaky({ passed, failed }: TestState): boolean {
  return passed.min !== passed.max || failed.min !== failed.max;
}

/** Ran in every run and never failed. */
export function isGreen(state: TestState | undefined): boolean {
  return state !== undefined && state.passed.min > 0 && state.failed.max === 0;
}

/** The tests of a file, by what the format knows of files. */
export function testsOfFile(state: PhaseState, file: string): readonly TestState[] {
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  const belongs = (name: string, test: TestState): boolean =>
    test.file === file ||
    name === file ||
    [`${file} > `, `${module} > `, `${module}.`].some((beginning) => name.startsWith(beginning));
  return [...state.tests].filter(([name, test]) => belongs(name, test)).map(([, test]) => test);
}
