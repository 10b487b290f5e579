import { bounded, looksLikeFile, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES, MAX_DEPTH } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const RESULT = /^( *)([✔✖﹣⚠]) (.*?)(?: \((\d+(?:\.\d+)?)ms\))?(?: # (.*))?$/u;
const SUITE = /^( *)▶ (.*)$/u;
const FAILURES = /^✖ failing tests:\s*$/u;
const COUNTS = /^ℹ (?:tests|duration_ms) \d/mu;

/** What node:test prints for people, which is its default. */
export const nodeSpec: TestParser = {
  format: "node-spec",
  recognises: (text) => COUNTS.test(plain(text)) || /^ *[✔✖] .* \(\d+(?:\.\d+)?ms\)$/mu.test(plain(text)),
  parse,
};

/** A failure as the list at the end describes it. */
interface Failure {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

interface Reading {
  readonly suites: string[];
  readonly cases: TestCase[];
  readonly broken: Broken[];
  /** In the order of the results, each used once. */
  readonly failures: Failure[];
  /** What was printed since the last result: a file that does not load says why before its own line. */
  prints: string[];
  undescribed: number;
}

function parse(text: string): TestReport {
  const lines = plain(text).split("\n");
  const end = lines.findIndex((line) => FAILURES.test(line));
  const results = end < 0 ? lines : lines.slice(0, end);
  const failures = end < 0 ? [] : readFailures(lines.slice(end + 1));
  const reading: Reading = { suites: [], cases: [], broken: [], failures, prints: [], undescribed: 0 };
  const isWhole = /^ℹ duration_ms \d/mu.test(results.join("\n"));
  // The last line of a text that is cut off may be half a name.
  for (const line of isWhole ? results : results.slice(0, -1)) readLine(line, reading);
  // Every failure is described in a list at the very end.
  const complete = isWhole && reading.undescribed === 0 && reading.cases.length <= MAX_CASES;
  return { format: "node-spec", cases: reading.cases.slice(0, MAX_CASES), broken: reading.broken, complete };
}

function readLine(line: string, reading: Reading): void {
  const suite = SUITE.exec(line);
  if (suite !== null) {
    openSuite(reading, depthOf(suite[1]), suite[2] ?? "");
    return;
  }
  const result = RESULT.exec(line);
  if (result === null) reading.prints.push(line);
  else readResult(result, reading);
}

function openSuite(reading: Reading, depth: number, name: string): void {
  reading.suites.length = Math.min(reading.suites.length, depth);
  reading.suites.push(name);
}

function depthOf(indent: string | undefined): number {
  return Math.min(Math.floor((indent ?? "").length / 2), MAX_DEPTH);
}

function readResult([, indent, mark = "", name = "", ms, note]: RegExpExecArray, reading: Reading): void {
  const depth = depthOf(indent);
  const closes = reading.suites.length === depth + 1 && reading.suites[depth] === name;
  const failure = mark === "✖" ? takeFailure(reading, name) : undefined;
  const isSuite = closes && failure === undefined;
  if (mark === "✖" && failure === undefined && !isSuite) reading.undescribed += 1;
  const prints = reading.prints.slice(-200).join("\n");
  reading.prints = [];
  reading.suites.length = Math.min(reading.suites.length, depth);
  const path = [...reading.suites, name];
  if (isSuite) return;
  const text = failure === undefined ? "" : [failure.text, prints].join("\n").trim();
  const isFile = depth === 0 && looksLikeFile(name) && mark === "✖" && causeOf(prints) !== "assertion";
  if (closes || isFile) {
    reading.broken.push({
      file: nameOf(path),
      cause: causeOf(isFile ? prints : text),
      message: bounded(text),
      stage: "load",
    });
    return;
  }
  const outcome = outcomeOf(mark, note);
  reading.cases.push({
    name: nameOf(path),
    ...(failure === undefined || failure.file === "" ? {} : { file: failure.file }),
    outcome,
    ...(outcome === "failed" ? { cause: causeOf(looksLikeFile(name) ? prints : text), message: bounded(text) } : {}),
    ...(ms === undefined ? {} : { durationMs: Number(ms) }),
  });
}

function outcomeOf(mark: string, note: string | undefined): Outcome {
  if (mark === "﹣") return "skipped";
  if (mark === "⚠" || note?.startsWith("TODO") === true) return "todo";
  return mark === "✔" ? "passed" : "failed";
}

function takeFailure(reading: Reading, name: string): Failure | undefined {
  const at = reading.failures.findIndex((failure) => failure.name === name);
  return at < 0 ? undefined : reading.failures.splice(at, 1)[0];
}

function readFailures(lines: readonly string[]): Failure[] {
  const failures: { name: string; file: string; text: string }[] = [];
  let file = "";
  for (const line of lines) {
    const place = /^test at (.*?):\d+:\d+$/.exec(line);
    const head = RESULT.exec(line);
    if (place !== null) file = place[1] ?? "";
    else if (head !== null && head[1] === "") failures.push({ name: head[3] ?? "", file, text: "" });
    else describe(failures.at(-1), line);
  }
  return failures;
}

function describe(failure: { text: string } | undefined, line: string): void {
  if (failure === undefined || !line.startsWith("  ")) return;
  // A bare message is quoted there.
  failure.text += `${failure.text === "" ? "" : "\n"}${line.slice(2).replace(/^'(.*)'$/, "$1")}`;
}
