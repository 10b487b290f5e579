import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { parseInstant } from "../ticket/instant.ts";
import type { Atom } from "./atom.ts";
import { MAX_LINE_CHARS, MAX_VALUE_DEPTH } from "./limits.ts";
import { SEVERITIES } from "./sighting.ts";

/** The parsing constructor of atoms: a line of JSON whose every known key is what it should be. Other keys stay in the value. */
export function atomOf(line: string): Result<Atom, string> {
  if (line.length > MAX_LINE_CHARS) return err(`the line is longer than ${MAX_LINE_CHARS} characters`);
  const value = parseJson(line);
  if (!isRecord(value)) return err("the line is no JSON object");
  if (isAtom(value)) return isShallow(value, MAX_VALUE_DEPTH) ? ok(value) : err("the line is nested too deeply");
  return err(`these keys are missing or not what they should be: ${wrongKeys(value, ATOM).join(", ")}`);
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === "string";
const isWord: Check = (value) => typeof value === "string" && value !== "";
const isTime: Check = (value) => typeof value === "string" && parseInstant(value) !== undefined;
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isFlag: Check = (value) => typeof value === "boolean";
const isSeverity: Check = (value) => SEVERITIES.some((severity) => severity === value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const shaped =
  (shape: Shape): Check =>
  (value) =>
    isRecord(value) && wrongKeys(value, shape).length === 0;

const ATOM: Shape = {
  id: isWord,
  source: isWord,
  identity: shaped({ rule: isText, subject: isText }),
  message: isText,
  severity: isSeverity,
  place: optional(shaped({ path: isWord, line: optional(isCount) })),
  quote: optional(shaped({ text: isText, cut: optional(isCount) })),
  isOutside: optional(isFlag),
  isSecurity: optional(isFlag),
  facts: optional((value) => isRecord(value) && Object.values(value).every(isText)),
  firstSeen: isTime,
  lastSeen: isTime,
  run: isText,
  gone: optional(isTime),
  ticket: optional(isWord),
  ignored: optional(shaped({ reason: isText, by: isText, at: isTime, until: optional(isTime) })),
  held: optional(isText),
};

const isAtom = (value: unknown): value is Atom => shaped(ATOM)(value);

const wrongKeys = (value: Readonly<Record<string, unknown>>, shape: Shape): readonly string[] =>
  Object.entries(shape).flatMap(([key, check]) => (check(value[key]) ? [] : [key]));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Printing walks the value as deep as it is, so that depth has a limit. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
