import { err, ok, type Result } from "../std/result.ts";
import { REQUIRED_FIELDS } from "./_core.ts";
import { checkLabel, checkTitle } from "./clean.ts";
import { fieldNameRefused, fieldRefused, titleRefused } from "./faults.ts";
import { parseTicketId } from "./id.ts";
import { isDay, parseInstant } from "./instant.ts";
import { MAX_VALUE_CHARS, MAX_YAML_DEPTH } from "./limits.ts";
import type { FieldValue } from "./model.ts";
import { normalisePriority } from "./priority.ts";

type Check = (value: FieldValue, name: string) => Result<FieldValue>;

const NAME = /^[A-Za-z_][\w-]{0,63}$/;
const POINTS_MIN = 1;
const POINTS_MAX = 13;

/** Fields with rules of their own; every other field takes any value that frontmatter can hold. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["id", ticketId],
  ["title", title],
  ["priority", priority],
  ["status", word],
  ["kind", word],
  ["created", instant],
  ["updated", instant],
  ["due", day],
  ["labels", labels],
  ["depends_on", ticketIds],
  ["blocks", ticketIds],
  ["related", ticketIds],
  ["supersedes", ticketIds],
  ["duplicate_of", ticketId],
  ["parent", ticketId],
  ["impact", points],
  ["effort", points],
  ["time_criticality", points],
  ["risk_reduction", points],
  ["confidence", confidence],
  ["took_minutes", minutes],
  ["needs_preflight", yesOrNo],
  ["needs_approval", yesOrNo],
  ["red_green", yesOrNo],
]);

/** Checks a value that somebody wants to set, and gives it in the form it is stored in. */
export function checkField(name: string, value: FieldValue): Result<FieldValue> {
  if (!NAME.test(name)) return err(fieldNameRefused({ name: name.slice(0, 100) }));
  const reason = unusable(value, 1);
  if (reason !== undefined) return err(fieldRefused({ name, reason }));
  if (value === null && !REQUIRED_FIELDS.includes(name)) return ok(value);
  return CHECKS.get(name)?.(value, name) ?? ok(value);
}

function unusable(value: FieldValue, depth: number): string | undefined {
  if (depth > MAX_YAML_DEPTH) return `nests lists and maps deeper than ${MAX_YAML_DEPTH} levels`;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "must be a finite number";
  if (typeof value === "string") {
    if (value.includes("\0")) return "holds a NUL character";
    return value.length > MAX_VALUE_CHARS ? `is longer than ${MAX_VALUE_CHARS} characters` : undefined;
  }
  if (value === null || typeof value !== "object") return undefined;
  const texts = isList(value) ? [] : Object.keys(value);
  for (const item of [...texts, ...Object.values(value)]) {
    const reason = unusable(item, depth + 1);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function title(value: FieldValue): Result<FieldValue> {
  if (value === null || typeof value === "object") return err(titleRefused({ reason: "must be plain text" }));
  return checkTitle(String(value));
}

function points(value: FieldValue, name: string): Result<FieldValue> {
  const number = typeof value === "string" && /^\d{1,3}$/.test(value.trim()) ? Number(value) : value;
  const fits = typeof number === "number" && Number.isInteger(number) && number >= POINTS_MIN && number <= POINTS_MAX;
  const reason = `must be a whole number from ${POINTS_MIN} to ${POINTS_MAX}, not ${shown(value)}`;
  return fits ? ok(number) : err(fieldRefused({ name, reason }));
}

function confidence(value: FieldValue, name: string): Result<FieldValue> {
  const text = String(value).toLowerCase();
  const fits = ["high", "medium", "low"].includes(text);
  return fits ? ok(text) : err(fieldRefused({ name, reason: `must be high, medium or low, not ${shown(value)}` }));
}

function minutes(value: FieldValue, name: string): Result<FieldValue> {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  const fits = typeof number === "number" && Number.isSafeInteger(number) && number > 0;
  return fits ? ok(number) : err(fieldRefused({ name, reason: `must be a whole number above 0, not ${shown(value)}` }));
}

function priority(value: FieldValue, name: string): Result<FieldValue> {
  const word = typeof value === "string" ? normalisePriority(value) : undefined;
  const reason = `must be P0, P1, P2, P3 or critical, high, medium, low, not ${shown(value)}`;
  return word === undefined ? err(fieldRefused({ name, reason })) : ok(word);
}

function word(value: FieldValue, name: string): Result<FieldValue> {
  const fits = typeof value === "string" && /^[a-z][a-z0-9_-]{0,39}$/.test(value);
  const reason = `must be one word of lower-case letters, digits, dashes and underscores, not ${shown(value)}`;
  return fits ? ok(value) : err(fieldRefused({ name, reason }));
}

function instant(value: FieldValue, name: string): Result<FieldValue> {
  const fits = typeof value === "string" && parseInstant(value) !== undefined;
  return fits
    ? ok(value)
    : err(fieldRefused({ name, reason: `must be a time such as 2026-03-02T09:30:00Z, not ${shown(value)}` }));
}

function day(value: FieldValue, name: string): Result<FieldValue> {
  const fits = typeof value === "string" && (isDay(value) || parseInstant(value) !== undefined);
  return fits
    ? ok(value)
    : err(fieldRefused({ name, reason: `must be a day such as 2026-03-02, not ${shown(value)}` }));
}

function yesOrNo(value: FieldValue, name: string): Result<FieldValue> {
  const text = String(value).toLowerCase();
  if (["true", "yes", "1"].includes(text)) return ok(true);
  if (["false", "no", "0"].includes(text)) return ok(false);
  return err(fieldRefused({ name, reason: `must be true or false, not ${shown(value)}` }));
}

function ticketId(value: FieldValue, name: string): Result<FieldValue> {
  const id = typeof value === "string" ? parseTicketId(value) : undefined;
  return id === undefined ? err(fieldRefused({ name, reason: `must be a ticket's id, not ${shown(value)}` })) : ok(id);
}

function ticketIds(value: FieldValue, name: string): Result<FieldValue> {
  return eachOf(value, (item) => ticketId(item, name));
}

function labels(value: FieldValue): Result<FieldValue> {
  return eachOf(value, (item) => checkLabel(typeof item === "string" ? item : String(item)));
}

/** A lone text is a list of its parts between commas; items that stand twice are kept once. */
function eachOf(value: FieldValue, check: (item: FieldValue) => Result<FieldValue>): Result<FieldValue> {
  const items =
    typeof value === "string" ? value.split(",").map((part) => part.trim()) : isList(value) ? value : [value];
  const checked: FieldValue[] = [];
  for (const item of items) {
    if (item === "") continue;
    const result = check(item);
    if (!result.ok) return result;
    if (!checked.includes(result.value)) checked.push(result.value);
  }
  return ok(checked);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function shown(value: FieldValue): string {
  return JSON.stringify(value).slice(0, 80);
}
