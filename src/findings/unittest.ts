import { bounded, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const RAN = /^Ran \d+ tests? in [\d.]+s$/m;
const HEAD = /^ {0,2}([^\s()]+) \(([\w.<>]+)\)(?: \(.*?\)| \[.*?\])?(?: \.\.\. (.*))?$/;
const STATUS = /(?:^|\.\.\. )(ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$/;
const BLOCK = /^(FAIL|ERROR|UNEXPECTED SUCCESS): ([^\s()]+)(?: \(([\w.<>]+)\))?/;

/** What Python's own unittest prints with `-v`. */
export const unittest: TestParser = {
  format: "unittest",
  recognises: (text) => RAN.test(plain(text)),
  parse,
};

interface Failure {
  readonly id: string;
  readonly isError: boolean;
  readonly text: string;
}

function parse(text: string): TestReport {
  const lines = plain(text).split("\n");
  const firstBlock = lines.findIndex((line, at) => /^={70}$/.test(line) && BLOCK.test(lines[at + 1] ?? ""));
  const ranAt = lines.findLastIndex((line) => RAN.test(line));
  const failures = firstBlock < 0 ? [] : readBlocks(lines.slice(firstBlock, ranAt < 0 ? undefined : ranAt));
  const isWhole = ranAt >= 0 && lines.slice(ranAt).some((line) => /^(?:OK|FAILED|NO TESTS RAN)\b/.test(line));
  const statuses = readStatuses(lines.slice(0, firstBlock < 0 ? (ranAt < 0 ? undefined : ranAt) : firstBlock));
  const byTest = Map.groupBy(failures, (failure) => failure.id);
  const cases = [...statuses].flatMap(([id, status]) =>
    caseOf(id, { status, failures: byTest.get(id) ?? [], isWhole }),
  );
  return {
    format: "unittest",
    cases: cases.slice(0, MAX_CASES),
    broken: failures.flatMap((failure) => brokenOf(failure, statuses)),
    complete: isWhole && cases.length <= MAX_CASES,
  };
}

/** The last status before the next test: prints may stand between the name and it. */
function readStatuses(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let id = "";
  for (const line of lines) {
    const head = HEAD.exec(line);
    if (head !== null) id = idOf(head[1] ?? "", head[2] ?? "");
    const status = STATUS.exec(line)?.[1];
    if (head !== null && !found.has(id)) found.set(id, status ?? "");
    else if (status !== undefined && id !== "" && found.get(id) !== "unexpected success") found.set(id, status);
  }
  return found;
}

/** Python since 3.11 repeats the method's name in the brackets. */
function idOf(method: string, place: string): string {
  return place === method || place.endsWith(`.${method}`) ? place : `${place}.${method}`;
}

function readBlocks(lines: readonly string[]): readonly Failure[] {
  const found: { id: string; isError: boolean; text: string }[] = [];
  let inText = false;
  for (const [at, line] of lines.entries()) {
    const block = /^={70}$/.test(lines[at - 1] ?? "") ? BLOCK.exec(line) : null;
    const last = found.at(-1);
    if (block !== null) {
      const [, kind, method = "", place = ""] = block;
      const text = kind === "UNEXPECTED SUCCESS" ? "unexpected success" : "";
      found.push({ id: place === "" ? method : idOf(method, place), isError: kind === "ERROR", text });
      inText = false;
    } else if (/^-{70}$/.test(line)) inText = true;
    else if (inText && last !== undefined && !/^={70}$/.test(line)) last.text += `${line}\n`;
  }
  return found;
}

/** The list at the end is the word that counts; without it, the status beside the name. */
function caseOf(
  id: string,
  known: { status: string; failures: readonly Failure[]; isWhole: boolean },
): readonly TestCase[] {
  if (id.includes("unittest.loader._FailedTest")) return [];
  const { status, failures, isWhole } = known;
  const text = failures.map((failure) => errorOf(failure.text));
  const outcome = text.length > 0 ? "failed" : outcomeOf(status, isWhole);
  const why = text.join("\n\n");
  const dot = id.lastIndexOf(".");
  return [
    {
      name: nameOf([id.slice(0, dot), id.slice(dot + 1)]),
      outcome,
      ...(outcome === "failed" ? { cause: causeOf(why), message: bounded(why) } : {}),
    },
  ];
}

function outcomeOf(status: string, isWhole: boolean): Outcome {
  if (status.startsWith("skipped")) return "skipped";
  if (status === "expected failure") return "todo";
  return status === "ok" || (isWhole && status !== "unexpected success") ? "passed" : "failed";
}

/** Modules that could not be imported, and classes whose set-up failed: neither is a test of its own. */
function brokenOf(failure: Failure, statuses: ReadonlyMap<string, string>): readonly Broken[] {
  const module = /unittest\.loader\._FailedTest\.(.+)$/.exec(failure.id)?.[1];
  if (module === undefined && statuses.has(failure.id)) return [];
  const text = errorOf(failure.text);
  const file =
    module === undefined
      ? failure.id.replace(/\.(setUp|tearDown)(Class|Module)$/, "")
      : `${module.replaceAll(".", "/")}.py`;
  return [{ file, cause: causeOf(text), message: bounded(text), stage: "load" }];
}

/** The error itself: what follows the last frame of the traceback. */
function errorOf(text: string): string {
  const lines = text.trimEnd().split("\n");
  const last = lines.findLastIndex((line) => /^ {2,}/.test(line) || line.startsWith("Traceback "));
  return lines
    .slice(last + 1)
    .join("\n")
    .trim();
}
