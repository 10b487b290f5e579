import { isKnownKey } from "./_atom-keys.ts";
import { compareTexts } from "./_compare.ts";
import { sightingText } from "./_sighting-text.ts";
import type { Atom, Ignored } from "./atom.ts";

export interface AtomSides {
  readonly base: Atom | undefined;
  readonly first: Atom;
  readonly second: Atom;
}

/**
 * Merges two versions of an atom. Every part is the greatest by an order in which the base stands lowest, so that it makes no
 * difference who merges with whom first:
 *
 * - what was seen, when, and whether it is gone belong together: the later of the two;
 * - the first sighting is the earlier one;
 * - a ticket, a person's word and a reason win over none; of two words the later, of two others the greater text;
 * - keys that we do not know are kept, of two values the greater text.
 */
export function mergeAtoms({ base, first, second }: AtomSides): Atom {
  const state = greatest({ base: base && [base], first, second }, STATE);
  const origin = compareTexts(originText(first), originText(second)) <= 0 ? first : second;
  const part = <Key extends keyof Atom>(key: Key, order: Order<Atom[Key]>): Atom[Key] =>
    greatest({ base: base && [base[key]], first: first[key], second: second[key] }, order);
  const [ticket, held, ignored] = [part("ticket", TEXT), part("held", TEXT), part("ignored", WORD)];
  const { ticket: _, held: __, ignored: ___, ...seen } = state;
  return {
    ...seen,
    ...unknownKeys({ base, first, second }),
    ...{ firstSeen: origin.firstSeen, run: origin.run },
    ...(ticket === undefined ? {} : { ticket }),
    ...(held === undefined ? {} : { held }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}

/** Three versions of a part. No base is another thing than a base that lacks the part. */
interface Three<Value> {
  readonly base: readonly [Value] | undefined;
  readonly first: Value;
  readonly second: Value;
}

interface Order<Value> {
  /** Same text, same value. */
  textOf(value: Value): string;
  /** Negative when the first is the lesser one; asked only where the texts differ. */
  compare(a: Value, b: Value): number;
}

function greatest<Value>({ base, first, second }: Three<Value>, { textOf, compare }: Order<Value>): Value {
  const [a, b, before] = [textOf(first), textOf(second), base && textOf(base[0])];
  if (a === b || b === before) return first;
  if (a === before) return second;
  return (compare(first, second) || compareTexts(a, b)) > 0 ? first : second;
}

/** The time of the last thing that happened; at the same time a fact that is there wins over one that is gone. */
const STATE: Order<Atom> = {
  textOf: (atom) => JSON.stringify([sightingText(atom), atom.lastSeen, atom.gone ?? ""]),
  compare: (a, b) => compareTexts(timeOf(a), timeOf(b)) || Number(a.gone === undefined) - Number(b.gone === undefined),
};

const TEXT: Order<string | undefined> = {
  textOf: (text) => JSON.stringify(text ?? null),
  compare: (a, b) => Number(a !== undefined) - Number(b !== undefined),
};

const WORD: Order<Ignored | undefined> = {
  textOf: (word) => JSON.stringify(word === undefined ? null : [word.at, word.reason, word.by, word.until ?? ""]),
  compare: (a, b) => compareTexts(a?.at ?? "", b?.at ?? ""),
};

const timeOf = ({ lastSeen, gone }: Atom): string => (gone !== undefined && gone > lastSeen ? gone : lastSeen);
const originText = ({ firstSeen, run }: Atom): string => JSON.stringify([firstSeen, run]);

/** Of a key that we do not know nobody can say what its absence means, so a value stays once it is there. */
function unknownKeys({ base, first, second }: AtomSides): Readonly<Record<string, unknown>> {
  const [before, a, b] = [base, first, second].map((atom) => new Map(unknownOf(atom)));
  const keys = new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])]);
  return Object.fromEntries([...keys].map((key) => [key, unknownValue(key, [before, a, b])]));
}

const unknownOf = (atom: Atom | undefined): readonly (readonly [string, unknown])[] =>
  Object.entries(atom ?? {}).filter(([key]) => !isKnownKey(key));

function unknownValue(key: string, [before, a, b]: readonly (ReadonlyMap<string, unknown> | undefined)[]): unknown {
  if (!a?.has(key)) return b?.get(key);
  if (!b?.has(key)) return a.get(key);
  return greatest(
    { base: before?.has(key) ? [before.get(key)] : undefined, first: a.get(key), second: b.get(key) },
    ANY,
  );
}

const ANY: Order<unknown> = { textOf: (value) => JSON.stringify(value), compare: () => 0 };
