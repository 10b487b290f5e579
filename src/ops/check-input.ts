import type { Fault } from "../std/fault.ts";
import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import {
  inputBroken,
  inputMissing,
  inputRange,
  inputTooLarge,
  inputType,
  inputUnknown,
  inputValue,
} from "./input-faults.ts";
import type { Field, Fields, InputOf } from "./op.ts";

/** Limits on one input, whichever door it came through. */
export const INPUT_LIMITS = { textBytes: 1_048_576, listItems: 1_000 } as const;

/** How a door names an input in messages: `--limit` on the command line, `limit` elsewhere. */
export type Spell = (name: string, field: Field | undefined) => string;

/** Checks raw input against a table of fields and fills in defaults; a value that is undefined counts as not given. */
export function checkInput<F extends Fields>(
  fields: F,
  raw: Readonly<Record<string, unknown>>,
  spell: Spell = plainName,
): Result<InputOf<F>> {
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(fields, name)) return err(unknown(name, fields, spell));
  }
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const value = given ?? field.default;
    if (value === undefined) {
      if (field.required)
        return err(inputMissing({ name: spell(name, field), describe: field.describe, values: field.values }));
      continue;
    }
    const fault = problemOf(value, field, spell(name, field));
    if (fault !== undefined) return err(fault);
    input[name] = value;
  }
  // Every field was compared with its record above: this is the parsing constructor of an op's input.
  return ok(input as InputOf<F>);
}

const plainName: Spell = (name) => name;

function unknown(name: string, fields: Fields, spell: Spell): Fault {
  const near = nearest(name, Object.keys(fields));
  const known = Object.entries(fields).map(([key, field]) => spell(key, field));
  return inputUnknown({
    name: spell(name, undefined),
    nearest: near === undefined ? undefined : spell(near, fields[near]),
    known: known.join(", "),
  });
}

function problemOf(value: unknown, field: Field, name: string): Fault | undefined {
  switch (field.type) {
    case "string":
      return typeof value === "string" ? textProblem(value, field, name) : wrongType(value, field, name);
    case "boolean":
      return typeof value === "boolean" ? undefined : wrongType(value, field, name);
    case "strings":
      return listProblem(value, field, name);
    default:
      return numberProblem(value, field, name);
  }
}

function textProblem(value: string, field: Field, name: string): Fault | undefined {
  if (value.length > INPUT_LIMITS.textBytes) return inputTooLarge({ name, limit: "1 MB" });
  if (value.includes("\0") || !value.isWellFormed()) return inputBroken({ name });
  if (field.values === undefined || field.values.includes(value)) return undefined;
  return inputValue({ name, got: quoted(value), nearest: nearest(value, field.values), values: field.values });
}

function listProblem(value: unknown, field: Field, name: string): Fault | undefined {
  if (!Array.isArray(value)) return wrongType(value, field, name);
  if (value.length > INPUT_LIMITS.listItems) {
    return inputTooLarge({ name, limit: `${INPUT_LIMITS.listItems} entries` });
  }
  for (const item of value) {
    const fault = typeof item === "string" ? textProblem(item, field, name) : wrongType(item, field, name);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function numberProblem(value: unknown, field: Field, name: string): Fault | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return wrongType(value, field, name);
  if (field.type === "integer" && !Number.isSafeInteger(value)) return wrongType(value, field, name);
  const { min, max } = field;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return undefined;
  const range = min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
  return inputRange({ name, got: value, range });
}

const WANTED = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  strings: "a list of texts",
} as const;

function wrongType(value: unknown, field: Field, name: string): Fault {
  return inputType({ name, wanted: WANTED[field.type], got: shown(value) });
}

function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
