import { parseJson } from "../std/json.ts";
import { type Fields, isFields, numberField, textField } from "./_json-fields.ts";
import { bounded, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES, MAX_CAUSE_CHARS } from "./limits.ts";
import type { Broken, Cause, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const EVENT = /^\{.*"Action":"(?:start|run|pause|cont|pass|bench|fail|output|skip|build-output|build-fail)"/m;
const OUTCOMES: Readonly<Record<string, Outcome>> = { pass: "passed", fail: "failed", skip: "skipped" };

/** What `go test -json` prints: one event a line. */
export const goTestJson: TestParser = {
  format: "go-test-json",
  recognises: (text) => EVENT.test(text),
  parse,
};

interface Reading {
  /** What each test and package printed, by package and test; the package's own under the empty name. */
  readonly output: Map<string, string>;
  readonly cases: TestCase[];
  /** Packages and tests that have begun and not ended. */
  readonly running: Set<string>;
  readonly failedPackages: Fields[];
  /** What the compiler said, by what it compiled. */
  readonly builds: Map<string, string>;
  /** Lines that are no events: older versions print the compiler's words as they are. */
  loose: string;
}

function parse(text: string): TestReport {
  const reading: Reading = {
    output: new Map(),
    cases: [],
    running: new Set(),
    failedPackages: [],
    builds: new Map(),
    loose: "",
  };
  for (const line of plain(text).split("\n")) {
    const event = line.startsWith("{") ? parseJson(line) : undefined;
    if (isFields(event) && typeof event.Action === "string") readEvent(event, event.Action, reading);
    else if (reading.loose.length < MAX_CAUSE_CHARS) reading.loose += `${line}\n`;
  }
  return {
    format: "go-test-json",
    cases: reading.cases.slice(0, MAX_CASES),
    broken: reading.failedPackages.flatMap((event) => brokenOf(event, reading)),
    complete: reading.running.size === 0 && reading.cases.length <= MAX_CASES,
  };
}

function readEvent(event: Fields, action: string, reading: Reading): void {
  const key = keyOf(event);
  if (action === "output") add(reading.output, key, textField(event, "Output"));
  else if (action === "build-output") add(reading.builds, textField(event, "ImportPath"), textField(event, "Output"));
  else if (action === "run" || action === "start") reading.running.add(key);
  const outcome = OUTCOMES[action];
  if (outcome === undefined) return;
  reading.running.delete(key);
  if (textField(event, "Test") !== "") reading.cases.push(caseOf(event, outcome, reading.output.get(key) ?? ""));
  else if (outcome === "failed") reading.failedPackages.push(event);
}

function keyOf(event: Fields): string {
  return `${textField(event, "Package")} ${textField(event, "Test")}`;
}

function add(texts: Map<string, string>, key: string, text: string): void {
  const before = texts.get(key) ?? "";
  if (before.length < MAX_CAUSE_CHARS) texts.set(key, before + text);
}

function caseOf(event: Fields, outcome: Outcome, output: string): TestCase {
  const seconds = numberField(event, "Elapsed");
  return {
    name: nameOf([textField(event, "Package"), ...textField(event, "Test").split("/")]),
    outcome,
    ...(outcome === "failed" ? { cause: causeOfTest(output), message: bounded(wordsOf(output)) } : {}),
    ...(seconds === undefined ? {} : { durationMs: seconds * 1_000 }),
  };
}

/** A test in Go fails by saying so, or by a panic; the first is its assertion. */
function causeOfTest(output: string): Cause {
  const cause = causeOf(output);
  if (cause !== "other") return cause;
  return /^panic: /m.test(output) ? "other" : "assertion";
}

function wordsOf(output: string): string {
  return output
    .split("\n")
    .filter((line) => !/^\s*(?:===|---) [A-Z]/.test(line))
    .join("\n");
}

/** A package that failed without a failed test of its own: it did not build, or died outside its tests. */
function brokenOf(event: Fields, reading: Reading): readonly Broken[] {
  const name = textField(event, "Package");
  const own = reading.output.get(keyOf(event)) ?? "";
  const build = reading.builds.get(textField(event, "FailedBuild")) ?? "";
  const isBuild = build !== "" || /\[(?:build|setup) failed\]/.test(own);
  const hasFailed = reading.cases.some((one) => one.outcome === "failed" && one.name.startsWith(`${name} > `));
  if (!isBuild && hasFailed) return [];
  const text = [build, isBuild ? looseOf(name, reading.loose) : "", own]
    .filter((part) => part.trim() !== "")
    .join("\n");
  return [{ file: name, cause: causeOf(text), message: bounded(text), stage: isBuild ? "build" : "load" }];
}

/** The compiler's words about one package: from `# package` to the next such line. */
function looseOf(name: string, loose: string): string {
  const parts = loose.split(/^# /m);
  const own = parts.filter((part) => part.startsWith(name));
  return (own.length > 0 ? own : parts).join("\n");
}
