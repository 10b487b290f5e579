import { ADVANCE, type FieldRule, namedRule, VERDICT_KINDS } from "./_merge-rules.ts";
import { isSameValue } from "./_outcome.ts";
import { isDay, parseInstant } from "./instant.ts";
import type { FieldValue, TicketEvent } from "./model.ts";

/** A value that was there and is not in the merged field. */
export interface Loss {
  readonly field: string;
  readonly took: string;
  readonly left: string;
}

export interface Three {
  readonly name: string;
  readonly base: FieldValue | undefined;
  readonly first: FieldValue | undefined;
  readonly second: FieldValue | undefined;
}

/** What the merge of one value needs to know of the whole: which side is later, and what either side proved. */
export interface Sides {
  /** False when both sides were changed at the same time; then the greater value wins. */
  readonly firstIsLater: boolean;
  /** Statuses that events found on this side only give proof of. */
  readonly firstProves: ReadonlySet<string>;
  readonly secondProves: ReadonlySet<string>;
}

export interface Outcome {
  readonly value: FieldValue | undefined;
  readonly losses: readonly Loss[];
}

/** Merges one value, nested maps included. */
export function mergeValue(three: Three, sides: Sides): Outcome {
  const { base, first, second } = three;
  if (isSame(first, second)) return taken(first);
  switch (ruleOf(three)) {
    case "latest":
      return taken(compareTimes(first, second) >= 0 ? first : second);
    case "earliest":
      return taken(compareTimes(first, second) <= 0 ? first : second);
    case "set":
      return taken(mergeSets(three));
    case "map":
      return mergeMaps(three, sides);
    case "status":
      return isSame(base, first) || isSame(base, second) ? changed(three) : mergeStatuses(three, sides);
    case "scalar":
      return isSame(base, first) || isSame(base, second) ? changed(three) : mergeScalars(three, sides);
  }
}

/** The statuses that events of one side prove, events of the other side and the base left out. */
export function provenBy(events: Iterable<TicketEvent>, known: (id: string) => boolean): ReadonlySet<string> {
  const proven = new Set<string>();
  for (const { id, kind, attributes } of events) {
    const approves = kind !== "review" || attributes.verdict === "approve";
    const status = attributes.proves;
    if (status !== undefined && approves && VERDICT_KINDS.includes(kind) && !known(id)) proven.add(status);
  }
  return proven;
}

export const isSame = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  one === undefined || other === undefined ? one === other : isSameValue(one, other);

/** The value as it is told in an event: plain where that is clear, else as JSON on one line. */
function showValue(value: FieldValue | undefined): string {
  if (value === undefined) return "(removed)";
  const plain = typeof value === "string" && value.isWellFormed() && !/^$|^\s|\s$|[\p{Cc}\u2028\u2029]/u.test(value);
  return plain ? value : JSON.stringify(value);
}

/** Compares times; a day counts as its first second, and what is no time is older than every time. */
export function compareTimes(one: FieldValue | undefined, other: FieldValue | undefined): number {
  const [a, b] = [timeKey(one), timeKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function timeKey(value: FieldValue | undefined): string {
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  if (parseInstant(text) !== undefined) return `2 ${text} 1`;
  if (isDay(text)) return `2 ${text}T00:00:00Z 0`;
  return value === undefined ? "0" : `1 ${text}`;
}

const taken = (value: FieldValue | undefined): Outcome => ({ value, losses: [] });

const changed = ({ base, first, second }: Three): Outcome => taken(isSame(base, first) ? second : first);

function ruleOf({ name, base, first, second }: Three): FieldRule {
  const named = namedRule(name);
  const given = [base, first, second].filter((value) => value !== undefined && value !== null);
  if (named === "set") return given.some((value) => isMap(value)) ? "scalar" : "set";
  if (named !== undefined) return named;
  if (given.length > 0 && given.every((value) => isList(value))) return "set";
  return isMap(first) && isMap(second) ? "map" : "scalar";
}

/** Union with removals: what either side took out of the base is gone, what either side added is there. */
function mergeSets({ name, base, first, second }: Three): FieldValue | undefined {
  const [before, one, other] = [base, first, second].map((value) => itemsOf(name, value));
  if (before === undefined || one === undefined || other === undefined) return first;
  const kept = [...before].filter(([key]) => one.has(key) && other.has(key));
  const added = [...new Map([...one, ...other])].filter(([key]) => !before.has(key)).sort(byKey);
  const items = new Map([...kept, ...added]);
  const written = [first, second].find((value) => value !== undefined && sameKeys(itemsOf(name, value), items));
  if (written !== undefined) return written;
  if (items.size === 0 && (first === undefined || second === undefined)) return undefined;
  return [...items.values()];
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

function itemsOf(name: string, value: FieldValue | undefined): ReadonlyMap<string, FieldValue> {
  return new Map(listOf(name, value).map((item) => [canonical(item), item]));
}

function listOf(name: string, value: FieldValue | undefined): readonly FieldValue[] {
  if (value === undefined || value === null || value === "") return [];
  if (isList(value)) return value;
  if (typeof value !== "string" || namedRule(name) !== "set") return [value];
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

const sameKeys = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean =>
  one.size === other.size && [...one.keys()].every((key) => other.has(key));

function mergeMaps({ name, base, first, second }: Three, sides: Sides): Outcome {
  if (!isMap(first) || !isMap(second)) return taken(first);
  const before = isMap(base) ? base : {};
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  const losses: Loss[] = [];
  const pairs = keys.flatMap((key): readonly (readonly [string, FieldValue])[] => {
    const three = { name: `${name}.${key}`, base: own(before, key), first: own(first, key), second: own(second, key) };
    const outcome = mergeValue(three, sides);
    losses.push(...outcome.losses);
    return outcome.value === undefined ? [] : [[key, outcome.value]];
  });
  return { value: Object.fromEntries(pairs), losses };
}

function mergeStatuses(three: Three, sides: Sides): Outcome {
  const { first, second } = three;
  if (first === undefined || second === undefined) return mergeScalars(three, sides);
  const firstProven = sides.firstProves.has(showValue(first));
  const secondProven = sides.secondProves.has(showValue(second));
  if (firstProven !== secondProven) return firstProven ? chosen(three, "first") : chosen(three, "second");
  return chosen(three, statusKey(first) <= statusKey(second) ? "first" : "second");
}

function statusKey(status: FieldValue): string {
  const place = typeof status === "string" ? ADVANCE.indexOf(status) : -1;
  return place === -1 ? `0 ${showValue(status)}` : `1 ${place}`;
}

/** A change wins over a removal; of two changes the one of the later side, and at the same time the greater value. */
function mergeScalars(three: Three, sides: Sides): Outcome {
  const { first, second } = three;
  if (first === undefined) return chosen(three, "second");
  if (second === undefined) return chosen(three, "first");
  if (sides.firstIsLater) return chosen(three, "first");
  return chosen(three, canonical(first) >= canonical(second) ? "first" : "second");
}

function chosen({ name, first, second }: Three, side: "first" | "second"): Outcome {
  const [value, left] = side === "first" ? [first, second] : [second, first];
  return { value, losses: [{ field: name, took: showValue(value), left: showValue(left) }] };
}

/** JSON with sorted keys: equal for equal values, whatever the order of their keys. */
function canonical(value: FieldValue): string {
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${pairs.join(",")}}`;
}

const own = (map: { readonly [key: string]: FieldValue }, key: string): FieldValue | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);

const isMap = (value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } =>
  typeof value === "object" && value !== null && !isList(value);
