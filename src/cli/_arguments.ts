import type { Field, Fields } from "../ops/op.ts";
import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import { flagOf, positionals, usageLine } from "./_spelling.ts";
import { argumentUnexpected, flagUnknown, flagWithoutValue, flagWithValue } from "./faults.ts";

/** Raw values by input name: texts, numbers, booleans and lists of texts, not yet checked. */
export type Raw = Record<string, unknown>;

export interface Grammar {
  /** The command, for usage lines in messages. */
  readonly verb: string;
  readonly globals: Fields;
  readonly input: Fields;
}

export interface Arguments {
  readonly globals: Raw;
  readonly input: Raw;
}

interface Flag {
  readonly name: string;
  readonly field: Field;
  readonly into: Raw;
}

/** One reading of a command line: where it stands, what it knows and what it has found. */
interface Reading {
  readonly argv: readonly string[];
  readonly flags: ReadonlyMap<string, Flag>;
  readonly grammar: Grammar;
  at: number;
}

type Step = Result<undefined>;
const FINE: Step = ok(undefined);

/** Reads a command line by the tables of inputs it may hold. Values are checked later, by the check all doors share. */
export function readArguments(argv: readonly string[], grammar: Grammar): Result<Arguments> {
  const found: Arguments = { globals: {}, input: {} };
  const reading: Reading = { argv, flags: flagsOf(grammar, found), grammar, at: 0 };
  const bare: string[] = [];
  while (reading.at < argv.length) {
    const token = argv[reading.at++] ?? "";
    if (token === "--") {
      bare.push(...argv.slice(reading.at));
      break;
    }
    if (isBare(token)) {
      bare.push(token);
      continue;
    }
    const step = token.startsWith("--") ? readLong(reading, token) : readShort(reading, token);
    if (!step.ok) return step;
  }
  const placed = placeBare(bare, grammar, found.input);
  return placed.ok ? ok(found) : placed;
}

/** `-` is standard input and `-5` a number; both are values and not flags. */
export function isBare(token: string): boolean {
  return !token.startsWith("-") || token === "-" || /^-\d/.test(token);
}

function flagsOf(grammar: Grammar, found: Arguments): ReadonlyMap<string, Flag> {
  const flags = new Map<string, Flag>();
  const add = (fields: Fields, into: Raw): void => {
    for (const [name, field] of Object.entries(fields)) {
      const flag = { name, field, into };
      flags.set(flagOf(name, field), flag);
      if (field.short !== undefined) flags.set(`-${field.short}`, flag);
    }
  };
  add(grammar.input, found.input);
  add(grammar.globals, found.globals);
  return flags;
}

function readLong(reading: Reading, token: string): Step {
  const equals = token.indexOf("=");
  const spelt = equals < 0 ? token : token.slice(0, equals);
  const value = equals < 0 ? undefined : token.slice(equals + 1);
  const flag = reading.flags.get(spelt);
  if (flag !== undefined) return take(reading, { flag, spelt, value });
  const negated = spelt.startsWith("--no-") ? reading.flags.get(`--${spelt.slice(5)}`) : undefined;
  if (negated?.field.type !== "boolean") return unknownFlag(reading, spelt);
  if (value !== undefined) return err(flagWithValue({ flag: spelt, value }));
  negated.into[negated.name] = false;
  return FINE;
}

/** `-k v`, `-kv`, `-k=v`, and on-off flags written together: `-qh`. */
function readShort(reading: Reading, token: string): Step {
  let letters = token.slice(1);
  while (letters !== "") {
    const spelt = `-${letters[0]}`;
    const flag = reading.flags.get(spelt);
    if (flag === undefined) return unknownFlag(reading, spelt);
    letters = letters.slice(1);
    if (flag.field.type === "boolean" && !letters.startsWith("=")) {
      flag.into[flag.name] = true;
      continue;
    }
    return take(reading, { flag, spelt, value: letters === "" ? undefined : letters.replace(/^=/, "") });
  }
  return FINE;
}

interface Given {
  readonly flag: Flag;
  readonly spelt: string;
  /** What stood behind `=`. */
  readonly value: string | undefined;
}

function take(reading: Reading, { flag, spelt, value }: Given): Step {
  if (flag.field.type === "boolean") {
    if (value !== undefined && value !== "true" && value !== "false") return err(flagWithValue({ flag: spelt, value }));
    flag.into[flag.name] = value !== "false";
    return FINE;
  }
  const next = value ?? reading.argv[reading.at];
  const { values } = flag.field;
  if (next === undefined) return err(flagWithoutValue({ flag: spelt, next, values }));
  if (value === undefined) {
    // `--priority --json` is a forgotten value; a text that only looks like a flag is taken.
    const forgotten = next === "--" || reading.flags.has(next) || (values !== undefined && next.startsWith("--"));
    if (forgotten) return err(flagWithoutValue({ flag: spelt, next, values }));
    reading.at++;
  }
  put(flag.into, flag, next);
  return FINE;
}

/** A repeated flag adds to a list; for everything else the last one counts, so that a shell alias can be overruled. */
function put(into: Raw, { name, field }: { readonly name: string; readonly field: Field }, text: string): void {
  const before = into[name];
  if (field.type === "strings") into[name] = Array.isArray(before) ? [...before, text] : [text];
  else into[name] = field.type === "string" ? text : numberOr(text);
}

/** Text that is no number stays text: the input check says what was wanted. */
function numberOr(text: string): number | string {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function placeBare(bare: readonly string[], grammar: Grammar, into: Raw): Step {
  const places = positionals(grammar.input);
  let place = 0;
  for (const word of bare) {
    const target = places[place];
    if (target === undefined) {
      return err(argumentUnexpected({ given: word, usage: usageLine(grammar.verb, grammar.input) }));
    }
    const [name, field] = target;
    put(into, { name, field }, word);
    if (field.type !== "strings") place++;
  }
  return FINE;
}

function unknownFlag(reading: Reading, spelt: string): Step {
  const known = spelt.startsWith("--") ? [...reading.flags.keys()].filter((flag) => flag.startsWith("--")) : [];
  const help = reading.grammar.verb === "" ? "docket help" : `docket ${reading.grammar.verb} --help`;
  return err(flagUnknown({ given: spelt, nearest: nearest(spelt, known), help }));
}
