import { bounded, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const TARGET = /^ +(?:Running (?:unittests )?(\S+)(?: \(.*\))?|Doc-tests (\S+))$/;
const RUNNING = /^running \d+ tests?$/;
const RESULT = /^test (.+?)(?: - should panic(?: .*?)?)? \.\.\. (.*)$/;
const ENDED = /^test result: (?:ok|FAILED)\./;
const REFUSED = /^error: could not compile /;
const SECTION = /^---- (.+) stdout ----$/;

/** What `cargo test` prints. */
export const cargoTest: TestParser = {
  format: "cargo-test",
  recognises: (text) => /^running \d+ tests?$/m.test(plain(text)) || /^error: could not compile `/m.test(plain(text)),
  parse,
};

interface Result {
  readonly target: string;
  readonly name: string;
  outcome: Outcome;
  text: string[];
}

interface Reading {
  readonly results: Result[];
  target: string;
  /** `tests` while results are printed, `text` while failures are described. */
  phase: "outside" | "tests" | "text";
  /** Of this target, the failure that is being described. */
  described: Result | undefined;
  /** A test whose own prints stand before its result. */
  pending: Result | undefined;
  /** Targets that have begun and not ended. */
  open: number;
}

function parse(text: string): TestReport {
  const lines = plain(text).split("\n");
  const reading: Reading = {
    results: [],
    target: "",
    phase: "outside",
    described: undefined,
    pending: undefined,
    open: 0,
  };
  for (const line of lines) readLine(line, reading);
  const cases = reading.results.map(caseOf);
  const broken = refusals(lines);
  const complete =
    reading.open === 0 && (cases.length > 0 || broken.length > 0 || lines.some((line) => ENDED.test(line)));
  return {
    format: "cargo-test",
    cases: cases.slice(0, MAX_CASES),
    broken,
    complete: complete && cases.length <= MAX_CASES,
  };
}

function readLine(line: string, reading: Reading): void {
  const target = TARGET.exec(line);
  if (target !== null) reading.target = target[1] ?? target[2] ?? "";
  else if (RUNNING.test(line)) begin(reading);
  else if (ENDED.test(line) && reading.phase !== "outside") end(reading);
  else if (reading.phase === "tests") readTest(line, reading);
  else if (reading.phase === "text") readText(line, reading);
}

function begin(reading: Reading): void {
  reading.open += 1;
  reading.phase = "tests";
}

function end(reading: Reading): void {
  reading.open -= 1;
  reading.phase = "outside";
  reading.described = undefined;
  reading.pending = undefined;
}

function readTest(line: string, reading: Reading): void {
  const [, name, rest = ""] = RESULT.exec(line) ?? [];
  if (name !== undefined) {
    const outcome = outcomeOf(rest);
    const result: Result = { target: reading.target, name: stable(name), outcome: outcome ?? "failed", text: [] };
    reading.results.push(result);
    reading.pending = outcome === undefined ? result : undefined;
  } else if (line === "failures:") reading.phase = "text";
  else if (reading.pending !== undefined) settle(reading.pending, line);
}

/** With `--nocapture` the result ends a later line. */
function settle(pending: Result, line: string): void {
  const outcome = outcomeOf(/(ok|FAILED)$/.exec(line)?.[1] ?? "");
  if (outcome !== undefined) pending.outcome = outcome;
}

function outcomeOf(word: string): Outcome | undefined {
  if (word === "ok") return "passed";
  if (word === "FAILED") return "failed";
  return word === "ignored" || word.startsWith("ignored,") ? "skipped" : undefined;
}

/** A test in the documentation is named after its line, which moves with every edit. */
function stable(name: string): string {
  return name.replace(/ \(line \d+\)$/, "");
}

function readText(line: string, reading: Reading): void {
  const title = SECTION.exec(line)?.[1];
  if (title !== undefined) {
    const named = (one: Result): boolean => one.name === stable(title) && one.target === reading.target;
    reading.described = reading.results.findLast(named);
  } else reading.described?.text.push(line);
}

function caseOf({ target, name, outcome, text }: Result): TestCase {
  const why = text.join("\n").trim();
  return {
    name: nameOf([target, ...name.split("::")]),
    ...(target.endsWith(".rs") ? { file: target } : {}),
    outcome,
    ...(outcome === "failed" ? { cause: causeOf(why), message: bounded(why) } : {}),
  };
}

/** What the compiler refused: one entry a target, with the errors before it. */
function refusals(lines: readonly string[]): readonly Broken[] {
  const found: Broken[] = [];
  let from = 0;
  for (const [at, line] of lines.entries()) {
    if (!REFUSED.test(line)) continue;
    const first = lines.findIndex((one, place) => place >= from && /^error/.test(one));
    const text = lines.slice(first, at + 1).join("\n");
    const file = /^ *--> (.+?):\d+:\d+$/m.exec(text)?.[1] ?? /\((?:test|lib test|bin) "?([^")]*)"?\)/.exec(line)?.[1];
    found.push({ file: file ?? line, cause: causeOf(text), message: bounded(text), stage: "build" });
    from = at + 1;
  }
  return found;
}
