import { collectingErrors, type Section, sectionsOf } from "./_pytest-sections.ts";
import { bounded, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES } from "./limits.ts";
import type { Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const START = /^=+ test session starts =+$/m;
const END =
  /^=+ .{0,200}?\b(?:passed|failed|skipped|deselected|xfailed|xpassed|warnings?|errors?|no tests ran)\b.{0,200} in [\d.]+s(?: \([\d:]+\))? =+$/m;
const SUMMARY = /^=+ short test summary info =+$/;
const STATUS = / (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)(?: \(.*\))?(?: +\[ *\d+%\])?$/;
const SUMMED = /^(?:SUB)?(PASSED|FAILED|ERROR|XFAIL|XPASS)(?:\(.*?\)|\[.*?\])? (\S.*)$/;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  PASSED: "passed",
  XPASS: "passed",
  FAILED: "failed",
  ERROR: "failed",
  SKIPPED: "skipped",
  XFAIL: "todo",
};

/** What pytest prints with `-v` or `-rA`; without them only failures have names. */
export const pytest: TestParser = {
  format: "pytest",
  recognises: (text) => START.test(plain(text)) || END.test(plain(text)),
  parse,
};

interface Reading {
  /** By node id, in the order of their first mention. */
  readonly tests: Map<string, { outcome: Outcome; summary: string }>;
  /** Failures that describe no test that is known. */
  readonly sections: readonly Section[];
}

function parse(text: string): TestReport {
  const lines = plain(text).split("\n");
  const summaryAt = lines.findLastIndex((line) => SUMMARY.test(line));
  const body = summaryAt < 0 ? lines : lines.slice(0, summaryAt);
  const firstSection = body.findIndex((line) => /^=+ [A-Z]+(?: \([^)]*\))? =+$/.test(line));
  const reading: Reading = { tests: new Map(), sections: sectionsOf(body) };
  for (const line of firstSection < 0 ? body : body.slice(0, firstSection)) readVerbose(line, reading);
  for (const line of summaryAt < 0 ? [] : lines.slice(summaryAt + 1)) readSummed(line, reading);
  const cases = casesOf(reading);
  return {
    format: "pytest",
    cases: cases.slice(0, MAX_CASES),
    broken: collectingErrors(reading.sections).map(({ file, text: why }) => ({
      file,
      cause: causeOf(why),
      message: bounded(why),
      stage: "load",
    })),
    complete: END.test(lines.slice(-20).join("\n")) && cases.length <= MAX_CASES,
  };
}

function readVerbose(line: string, reading: Reading): void {
  const status = STATUS.exec(line);
  const id = status === null ? "" : line.slice(0, status.index).trim();
  if (/^\S/.test(line) && id.includes("::")) note(reading, id, { status: status?.[1] ?? "", summary: "" });
}

/** `FAILED tests/test_a.py::test_b[x - y] - message`: what is the id is known from the lines before, or ends outside of brackets. */
function readSummed(line: string, reading: Reading): void {
  const [, status = "", rest = ""] = SUMMED.exec(line) ?? [];
  if (status === "" || !rest.includes("::")) return;
  const known = rest.split(" - ").map((_, count, parts) => parts.slice(0, count + 1).join(" - "));
  const id = known.findLast((prefix) => reading.tests.has(prefix)) ?? cutAtDash(rest);
  note(reading, id, { status, summary: rest.slice(id.length).replace(/^ - /, "") });
}

function cutAtDash(rest: string): string {
  const open = rest.indexOf("[");
  const dash = rest.indexOf(" - ");
  if (dash < 0) return rest.trim();
  if (open < 0 || dash < open) return rest.slice(0, dash);
  const end = rest.indexOf("] - ", open);
  return end < 0 ? rest.trim() : rest.slice(0, end + 1);
}

/** A test that passes and fails as it is taken down has failed. */
function note(reading: Reading, id: string, { status, summary }: { status: string; summary: string }): void {
  const outcome = OUTCOMES[status] ?? "failed";
  const before = reading.tests.get(id);
  const worse = before === undefined || outcome === "failed" || before.outcome !== "failed";
  reading.tests.set(id, {
    outcome: worse ? outcome : before.outcome,
    summary: summary === "" ? (before?.summary ?? "") : summary,
  });
}

function casesOf(reading: Reading): readonly TestCase[] {
  const left = [...reading.sections];
  return [...reading.tests].map(([id, { outcome, summary }]) => {
    const parts = splitId(id);
    const file = parts[0] ?? id;
    if (outcome !== "failed") return { name: nameOf(parts), file, outcome };
    const text = takeSection(left, parts.slice(1).join(".")) ?? summary;
    const why = text === "" ? summary : text;
    return { name: nameOf(parts), file, outcome, cause: causeOf(why), message: bounded(why) };
  });
}

/** Parts between `::`, not those in the brackets of parameters. */
function splitId(id: string): readonly string[] {
  const bracket = id.indexOf("[");
  const parts = (bracket < 0 ? id : id.slice(0, bracket)).split("::");
  return bracket < 0 ? parts : [...parts.slice(0, -1), `${parts.at(-1) ?? ""}${id.slice(bracket)}`];
}

/** Sections come in the order of the tests; two files may have a test of one name. */
function takeSection(left: Section[], title: string): string | undefined {
  const at = left.findIndex((section) => section.test === title);
  return at < 0 ? undefined : left.splice(at, 1)[0]?.text;
}
