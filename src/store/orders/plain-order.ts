import { checkScalar } from "../settings/_scalars.ts";
import { type Order, orderSchema } from "./schema.ts";

/**
 * Reads an order.yaml as Docket itself writes it: one plain `key: value` a line, and no more. That is a tenth of the work of reading YAML,
 * and a backlog has many orders. Undefined for everything else, also for what is wrong: then the YAML library has the word.
 */
export function readPlainOrder(text: string): Readonly<Record<string, unknown>> | undefined {
  const given = plainValues(text);
  if (given === undefined) return undefined;
  const order: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(orderSchema.keys)) {
    const value = given.get(key);
    if (value === undefined ? "required" in shape : checkScalar(shape, value) !== undefined) return undefined;
    order[key] = value ?? ("default" in shape ? shape.default : undefined);
  }
  return order;
}

/** The text of a plain order with some values changed, its keys in their usual order; undefined where that needs more than plain lines. */
export function changePlainOrder(text: string, changes: Partial<Order>): string | undefined {
  const given = plainValues(text);
  if (given === undefined) return undefined;
  const values = new Map<string, unknown>(given);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) values.delete(key);
    else if (plainValue(String(value)) === value) values.set(key, value);
    else return undefined;
  }
  const rank = (key: string): number => (USUAL.includes(key) ? USUAL.indexOf(key) : USUAL.length);
  const lines = [...values].toSorted(([a], [b]) => rank(a) - rank(b));
  return lines.map(([key, value]) => `${key}: ${value}\n`).join("");
}

const USUAL: readonly string[] = Object.keys(orderSchema.keys);

function plainValues(text: string): ReadonlyMap<string, string | number> | undefined {
  const values = new Map<string, string | number>();
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length === 0) return undefined;
  for (const line of lines) {
    const [, key, written = ""] = LINE.exec(line) ?? [];
    const value = plainValue(written);
    if (key === undefined || value === undefined || values.has(key)) return undefined;
    values.set(key, value);
  }
  return values;
}

/** What YAML takes an unquoted value for, where there can be no doubt. */
function plainValue(written: string): string | number | undefined {
  if (COUNT.test(written)) return Number(written);
  const isText = INSTANT.test(written) || OBJECT.test(written) || (WORDS.test(written) && !MEANS_MORE.test(written));
  return isText ? written : undefined;
}

const LINE = /^([a-z_]{1,40}): (\S.*)$/;
const COUNT = /^(?:0|[1-9][0-9]{0,14})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
/** The name of an object; one of digits and `e` alone could be meant as a number. */
const OBJECT = /^(?=.*[a-df])[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const WORDS = /^(?:[A-Za-z/]|\.[A-Za-z]|\.\.?\/)(?:[A-Za-z0-9 ./_+@=,()-]*[A-Za-z0-9./_+@=,()-])?$/;
const MEANS_MORE = /^(?:null|true|false|yes|no|on|off|y|n|\.inf|\.nan)$/i;
