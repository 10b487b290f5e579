import { type Diagnostics, readDiagnostics } from "./_tap-diagnostics.ts";
import { bounded, looksLikeFile, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES, MAX_DEPTH } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const RESULT = /^( *)(not )?ok\b(?: +\d+)?(?: +- ?|(?= )|$)(.*)$/;
const PLAN = /^1\.\.(\d+)/;
const DIRECTIVE = /(?<!\\)#\s*(skip|todo|time=)\S*\s*/i;

/** TAP 13 and 14: node:test's with suites after their tests, Vitest's with suites in braces before them, and flat ones. */
export const tap: TestParser = {
  format: "tap",
  recognises: (text) =>
    /^TAP version \d+\s*$/m.test(text) || (/^1\.\.\d+/m.test(text) && /^(?:not )?ok \d+/m.test(text)),
  parse,
};

/** One line of result with what hangs on it. */
interface Point {
  readonly depth: number;
  readonly isOk: boolean;
  readonly name: string;
  readonly outcome: Outcome;
  readonly diagnostics: Diagnostics;
  /** Comments before it: what a file printed that failed to load. */
  readonly comments: string;
  readonly children: readonly Point[];
}

interface Reading {
  /** Points whose parent has not come yet, or never will. */
  readonly waiting: Point[];
  /** Vitest's suites that are open: each begins before its tests. */
  readonly open: { readonly point: Point; readonly from: number }[];
  plan: number | undefined;
  bailed: boolean;
  comments: string[];
}

function parse(text: string): TestReport {
  const lines = plain(text).split("\n");
  const reading: Reading = { waiting: [], open: [], plan: undefined, bailed: false, comments: [] };
  for (let at = 0; at < lines.length; ) at = readLine(lines, at, reading);
  const cases: TestCase[] = [];
  const broken: Broken[] = [];
  for (const point of reading.waiting) collect(point, [], { cases, broken });
  const top = reading.waiting.filter((point) => point.depth === 0).length;
  const complete = !reading.bailed && reading.plan === top && reading.open.length === 0 && cases.length <= MAX_CASES;
  return { format: "tap", cases: cases.slice(0, MAX_CASES), broken, complete };
}

/** Reads what begins at a line and gives the line after it. */
function readLine(lines: readonly string[], at: number, reading: Reading): number {
  const line = lines[at] ?? "";
  const result = RESULT.exec(line);
  if (result !== null) return readPoint(lines, at, reading);
  const plan = PLAN.exec(line);
  if (plan !== null) reading.plan = Number(plan[1]);
  else if (line.startsWith("Bail out!")) reading.bailed = true;
  else if (/^\s*\}\s*$/.test(line)) closeSuite(reading);
  else if (line.startsWith("# ") && !line.startsWith("# Subtest: "))
    reading.comments.push(line.slice(2).replaceAll("\\#", "#"));
  return at + 1;
}

function readPoint(lines: readonly string[], at: number, reading: Reading): number {
  const [, indent = "", not, rest = ""] = RESULT.exec(lines[at] ?? "") ?? [];
  const depth = Math.min(Math.floor(indent.length / 4), MAX_DEPTH);
  const opens =
    /\{\s*$/.test(rest) && /#\s*time=\S+\s*\{\s*$|^[^#]*\{\s*$/.test(rest) && nextIsDeeper(lines[at + 1] ?? "", indent);
  const { name, directive } = splitDirective(opens ? rest.replace(/\s*\{\s*$/, "") : rest);
  const { diagnostics, next } = readDiagnostics(lines, at + 1);
  const point: Point = {
    depth,
    isOk: not === undefined,
    name,
    outcome: directive === "todo" ? "todo" : directive === "skip" ? "skipped" : not === undefined ? "passed" : "failed",
    diagnostics,
    comments: reading.comments.slice(-200).join("\n"),
    children: opens ? [] : takeChildren(reading, depth),
  };
  reading.comments = [];
  if (opens) reading.open.push({ point, from: reading.waiting.length });
  else reading.waiting.push(point);
  return next;
}

function nextIsDeeper(line: string, indent: string): boolean {
  return /^ *1\.\.\d+|^ *(?:not )?ok\b|^ *\}/.test(line) && line.length >= indent.length;
}

/** Tests that stood further right since the last one of this depth: node:test writes a suite after what is in it. */
function takeChildren(reading: Reading, depth: number): readonly Point[] {
  const from = reading.open.at(-1)?.from ?? 0;
  const last = reading.waiting.findLastIndex((point) => point.depth <= depth);
  return reading.waiting.splice(Math.max(from, last + 1));
}

function closeSuite(reading: Reading): void {
  const suite = reading.open.pop();
  if (suite === undefined) return;
  reading.waiting.push({ ...suite.point, children: reading.waiting.splice(suite.from) });
}

function splitDirective(rest: string): { readonly name: string; readonly directive: string } {
  const found = DIRECTIVE.exec(rest);
  const name = (found === null ? rest : rest.slice(0, found.index)).replaceAll(/\\([#\\])/g, "$1");
  return { name: name.trim(), directive: found?.[1]?.toLowerCase() ?? "" };
}

interface Sink {
  readonly cases: TestCase[];
  readonly broken: Broken[];
}

function collect(point: Point, around: readonly string[], sink: Sink): void {
  const path = [...around, point.name];
  if (point.children.length > 0) {
    for (const child of point.children) collect(child, path, sink);
    if (failedByItself(point)) sink.broken.push(brokenOf(point, path));
    return;
  }
  const isFile = around.length === 0 && looksLikeFile(point.name) && point.outcome === "failed";
  // A script without a test runner's calls is one test, named after its file.
  if (isFile && causeOf(failureOf(point)) !== "assertion") sink.broken.push(brokenOf(point, path));
  else sink.cases.push(caseOf(point, path));
}

/** A suite that failed though its tests did not: in a hook, or in its own code. */
function failedByItself(point: Point): boolean {
  if (point.outcome !== "failed") return false;
  const kind = point.diagnostics.get("failureType");
  return kind === undefined ? !point.children.some(hasFailed) : kind !== "subtestsFailed";
}

function hasFailed(point: Point): boolean {
  return point.outcome === "failed" || point.children.some(hasFailed);
}

function caseOf(point: Point, path: readonly string[]): TestCase {
  const file = fileOf(point, path);
  const durationMs = Number(point.diagnostics.get("duration_ms") ?? Number.NaN);
  const failure = point.outcome === "failed" ? failureOf(point) : undefined;
  return {
    name: nameOf(path),
    ...(file === undefined ? {} : { file }),
    outcome: point.outcome,
    ...(failure === undefined ? {} : { cause: causeOf(failure), message: messageOf(point, failure) }),
    ...(durationMs >= 0 ? { durationMs } : {}),
  };
}

function brokenOf(point: Point, path: readonly string[]): Broken {
  const failure = failureOf(point);
  return { file: nameOf(path), cause: causeOf(failure), message: messageOf(point, failure), stage: "load" };
}

/** The stack says where it happened and nothing of why: it is told, and no cause is read out of it. */
function messageOf({ diagnostics }: Point, failure: string): string {
  const stack = diagnostics.get("stack") ?? "";
  return bounded(stack === "" ? failure : `${failure}\n${stack}`);
}

/** The file is known of failures only, so it is no part of the name, unless the format puts it there. */
function fileOf(point: Point, path: readonly string[]): string | undefined {
  const place = point.diagnostics.get("location") ?? point.diagnostics.get("at");
  const first = path[0] ?? "";
  const written = place?.replace(/:\d+:\d+$/, "") ?? first.split(" > ")[0] ?? "";
  return looksLikeFile(written) ? written : undefined;
}

function failureOf(point: Point): string {
  const { diagnostics } = point;
  const error = diagnostics.get("error") ?? "";
  const message = error === "" ? (diagnostics.get("message") ?? "") : error;
  const kind = [
    diagnostics.get("name"),
    diagnostics.get("failureType") === "testTimeoutFailure" ? "TestTimeoutError" : undefined,
  ];
  const head = [...kind, message].filter((part) => part !== undefined && part !== "").join(": ");
  const parts = [head, diagnostics.get("code"), point.comments].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? "failed outside its tests" : parts.join("\n");
}
