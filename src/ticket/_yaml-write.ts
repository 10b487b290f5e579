import { quote } from "./_quote.ts";
import type { FieldValue } from "./model.ts";

/** Words that some YAML reader takes for null, a boolean or a number. */
const SPECIAL = /^(?:null|true|false|yes|no|on|off|y|n|nan|inf)$/i;

/** Texts that need no quotes for any reader: they begin with a letter and hold no mark with a meaning. */
const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_ ./@+()'!?&*=~;<>$^%-]*$/u;
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/;
const KEY = /^[A-Za-z_][\w-]*$/;

/** A value as strict YAML on one line; lists and maps in brackets. */
export function formatValue(value: FieldValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return formatText(value);
  if (typeof value === "number") return formatNumber(value);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(formatValue).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${formatKey(key)}: ${formatValue(item)}`);
  return `{${pairs.join(", ")}}`;
}

export function formatKey(key: string): string {
  return KEY.test(key) && !SPECIAL.test(key) ? key : quote(key);
}

/** Whole numbers beyond the safe ones need an exponent: written out, reading keeps them as text. */
function formatNumber(value: number): string {
  if (Object.is(value, -0)) return "0";
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function formatText(text: string): string {
  const plain = PLAIN.test(text) && !SPECIAL.test(text) && !text.endsWith(" ");
  return plain || TIME.test(text) ? text : quote(text);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}
