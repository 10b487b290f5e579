import { MAX_FACTS, MAX_PROBLEM_CHARS } from "../limits.ts";
import { oneLine } from "../quote.ts";
import type { Level, Problem } from "./problem.ts";

/** The text on one line, without colours and unseen characters, of bounded length. */
function short(text: string, maxChars = MAX_PROBLEM_CHARS): string {
  // What is cut away need not be cleaned first; colours take room, so some more is looked at.
  return oneLine(text.slice(0, maxChars * 4), maxChars);
}

/** A problem as a tool may have written it: anything can be empty. */
export interface Raw {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly subject?: string | undefined;
  readonly url?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number | undefined>>;
}

/** The same with every text cleaned and bounded, and without what is empty. */
export function cleanProblem(raw: Raw): Problem {
  const rule = short(raw.rule);
  const message = short(raw.message);
  const [file, subject] = [slashes(raw.file ?? ""), short(raw.subject ?? "")];
  const facts = cleanFacts(raw.facts ?? {});
  return {
    rule: rule === "" ? "unnamed" : rule,
    level: raw.level,
    message: message === "" ? rule : message,
    ...(file === "" ? {} : { file }),
    ...(subject === "" ? {} : { subject }),
    ...(isWebAddress(raw.url) ? { url: raw.url } : {}),
    ...position(raw),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}

/** A path with forward slashes; what a machine with backslashes wrote means the same file. */
function slashes(path: string): string {
  const isWindows = /^(?:[A-Za-z]:)?[^/]*\\/.test(path);
  return (isWindows ? path.replaceAll("\\", "/") : path).slice(0, 4_096);
}

function position({ line, column }: Raw): Pick<Problem, "line" | "column"> {
  if (!isPlace(line)) return {};
  return isPlace(column) ? { line, column } : { line };
}

const isPlace = (value: number | undefined): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\/[^\s<>"'\u0000-\u001f\u007f]{1,1000}$/.test(url);
}

function cleanFacts(facts: Readonly<Record<string, string | number | undefined>>): Readonly<Record<string, string>> {
  const clean = Object.entries(facts)
    .map(([name, value]) => [short(name, 60), value === undefined ? "" : short(String(value))] as const)
    .filter(([name, value]) => name !== "" && value !== "");
  return Object.fromEntries(clean.slice(0, MAX_FACTS));
}
