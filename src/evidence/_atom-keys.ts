import { compareTexts } from "./_compare.ts";
import { SIGHTING_KEYS } from "./_sighting-text.ts";
import type { Atom } from "./atom.ts";

/** Every key of an atom, in the order in which it is written. */
const ATOM_KEYS = [
  "id",
  ...SIGHTING_KEYS,
  "firstSeen",
  "lastSeen",
  "run",
  "gone",
  "ticket",
  "ignored",
  "held",
] as const satisfies readonly (keyof Atom)[];

const KNOWN: ReadonlySet<string> = new Set(ATOM_KEYS);

export const isKnownKey = (key: string): boolean => KNOWN.has(key);

/** Keys inside an atom's parts, each in the order in which it is written. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  identity: ["rule", "subject"],
  place: ["path", "line"],
  quote: ["text", "cut"],
  ignored: ["reason", "by", "at", "until"],
  facts: [],
};

/** The same value with its keys in the order of the ledger. Keys that we do not know come last, by name. */
export function orderKeys(atom: Atom): unknown {
  const parts = Object.entries(atom).map(([key, value]) => {
    const order = INNER[key];
    return [key, order === undefined ? value : sorted(value, order)] as const;
  });
  return sorted(Object.fromEntries(parts), ATOM_KEYS);
}

function sorted(value: object, order: readonly string[]): object {
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const entries = Object.entries(value).sort(([a], [b]) => place(a) - place(b) || compareTexts(a, b));
  return Object.fromEntries(entries);
}
