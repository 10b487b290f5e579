import { alikeTickets } from "../../evidence/ticket-likeness/alike-tickets.ts";
import { leads } from "./_leads.ts";
import { type ChosenFile, chooseFiles } from "./choose-files.ts";
import type { FoundCode } from "./found-code.ts";
import { isMaking } from "./intents.ts";
import { MAX_TIES } from "./limits.ts";
import { type OtherTicket, SAME_TITLE, titleShare } from "./other-tickets.ts";
import type { PlanItem } from "./plan-item.ts";
import { type Suggestion, withFiles } from "./suggestion.ts";
import type { Tie } from "./tie.ts";
import { type Wish, wordsThatTell } from "./wish.ts";

/** An item with what was found for it. */
export interface Piece {
  readonly wish: Wish;
  readonly code: FoundCode;
  readonly suggestion?: Suggestion | undefined;
  readonly item: Pick<PlanItem, "after" | "parent">;
}

/** Compares the items of a plan with each other: one list of ties for each, the weightiest first. No tie closes a circle of waits. */
export function tiesBetween(
  pieces: readonly (Piece | undefined)[],
  others: readonly OtherTicket[],
): readonly (readonly Tie[])[] {
  const parts = pieces.flatMap((piece, place) => (piece === undefined ? [] : [partOf(piece, place)]));
  const same = samePairs(parts, others);
  const waits = pieces.map((piece) => new Set(piece?.item.after ?? []));
  const ties = pieces.map((): Tie[] => []);
  for (const part of parts) {
    for (const other of parts) {
      if (other.place === part.place || isWithin(part, other, parts) || isWithin(other, part, parts)) continue;
      const tie = tieTo(part, other, { isSame: same.has(pairOf(other, part)) || same.has(pairOf(part, other)), waits });
      if (tie === undefined) continue;
      if (tie.kind === "first") waits[part.place]?.add(other.place);
      ties[part.place]?.push(tie);
    }
  }
  return ties.map((own) => own.toSorted((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind]).slice(0, MAX_TIES));
}

const WEIGHT: Readonly<Record<Tie["kind"], number>> = { same: 0, first: 1, against: 2, shares: 3 };

interface Part {
  readonly place: number;
  readonly title: string;
  readonly text: string;
  readonly parent: number | undefined;
  /** Files it works in, without their tests. */
  readonly files: readonly string[];
  /** Files and names that are there only when it is done, each with how plainly it says so. */
  readonly makes: ReadonlyMap<string, number>;
  /** Files and names that are gone when it is done. */
  readonly takes: ReadonlySet<string>;
  /** Names that its sentence says. */
  readonly names: ReadonlySet<string>;
}

function partOf({ wish, code, suggestion, item }: Piece, place: number): Part {
  const files = withFiles(suggestion, chooseFiles(wish, code)).files.filter(isOwn);
  const isTaker = wish.intent === "remove" || /^rename$/i.test(wish.verb ?? "");
  const known = wish.names.filter((name) => !code.unknown.includes(name));
  const pathsOf = (action: ChosenFile["action"]): readonly string[] =>
    files.filter((one) => one.action === action).map(({ path }) => path);
  return {
    ...{ place, title: wish.title, text: wish.details, parent: item.parent },
    files: files.map(({ path }) => path),
    makes: new Map([
      ...pathsOf("create").map((path) => [path, isMaking(wish.verb ?? "") ? 2 : 1] as const),
      ...(code.looked ? code.unknown : []).filter((name) => isMade(wish, name)).map((name) => [name, 2] as const),
    ]),
    takes: new Set([...pathsOf("delete"), ...(isTaker ? known : [])]),
    names: new Set([...wish.names, ...wish.paths]),
  };
}

/** "Add `a` to b" makes `a`, "Rename `a` to `b`" makes `b`; "Print it with `a`" only uses it. */
function isMade({ verb = "", object }: Wish, name: string): boolean {
  if (/^(?:rename|extract|move|split)$/i.test(verb)) return true;
  const [beginning = ""] = object.split(/\s+(?:for|to|in|into|of|on|from|with|by|that|which|next)\s+/i, 1);
  return isMaking(verb) && beginning.includes(name);
}

/** Tests come and go with what they test, and the users of a name follow it. */
const isOwn = ({ note }: ChosenFile): boolean =>
  !note.startsWith("tests ") && !note.startsWith("uses what") && !note.includes("has no test yet");

/** A part of a whole shares everything with it; that says nothing. */
function isWithin(part: Part, whole: Part, parts: readonly Part[]): boolean {
  let { parent } = part;
  while (parent !== undefined && parent !== whole.place) {
    const above = parent;
    parent = parts.find(({ place }) => place === above)?.parent;
  }
  return parent !== undefined;
}

interface Around {
  readonly isSame: boolean;
  readonly waits: readonly ReadonlySet<number>[];
}

function tieTo(part: Part, other: Part, { isSame, waits }: Around): Tie | undefined {
  const { place } = other;
  const isLater = part.place > place;
  if (isSame) return isLater ? { place, kind: "same", reason: "it says the same" } : undefined;
  const made = firstOf(new Set(other.makes.keys()), (one) => part.files.includes(one) || part.names.has(one));
  if (made !== undefined && isMaker(made, { part, other }) && !leads(waits, place, part.place))
    return { place, kind: "first", reason: `it makes ${told(made)}`, what: made };
  const taken = firstOf(other.takes, (one) => part.files.includes(one) || part.names.has(one));
  if (taken !== undefined && !part.takes.has(taken))
    return { place, kind: "against", reason: `it takes ${told(taken)} away`, what: taken };
  const shared =
    firstOf(part.names, (one) => other.names.has(one)) ?? part.files.find((one) => other.files.includes(one));
  return shared === undefined
    ? undefined
    : { place, kind: "shares", reason: `both work on ${told(shared)}`, what: shared };
}

/** Where both would make it, the one that says so more plainly does, and else the earlier one. */
function isMaker(what: string, { part, other }: { readonly part: Part; readonly other: Part }): boolean {
  const [own = 0, its = 0] = [part.makes.get(what), other.makes.get(what)];
  return its > own || (its === own && other.place < part.place);
}

const firstOf = (all: ReadonlySet<string>, fits: (one: string) => boolean): string | undefined => [...all].find(fits);

const told = (one: string): string => (/[/.]/.test(one) ? one : `\`${one}\``);

const pairOf = (earlier: Part, later: Part): string => `${earlier.place} ${later.place}`;

/**
 * Items that say the same. They are weighed among all open tickets, so that words of every ticket count little; a plan may be all there is, and
 * then the words of two titles have to be near by themselves. What they name does not count as words: it has to be the same.
 */
function samePairs(parts: readonly Part[], others: readonly OtherTicket[]): ReadonlySet<string> {
  const items = parts.map((part) => ({ id: `${ITEM}${part.place}`, title: withoutNames(part), text: part.text }));
  const found = alikeTickets([...others, ...items]).flatMap(({ a, b }) =>
    a.startsWith(ITEM) && b.startsWith(ITEM) ? [`${a.slice(1)} ${b.slice(1)}`] : [],
  );
  const isFound = new Set(found);
  const pairs = parts.flatMap((later, at) => parts.slice(0, at).map((earlier) => ({ earlier, later })));
  const same = pairs.filter(({ earlier, later }) => {
    if (!namesFit(earlier, later)) return false;
    const shared = titleShare(wordsIn(earlier), wordsIn(later));
    return shared >= SAME_TITLE || (shared >= NEAR_WORDS && isFound.has(pairOf(earlier, later)));
  });
  return new Set(same.map(({ earlier, later }) => pairOf(earlier, later)));
}

/** No id of a ticket begins so. */
const ITEM = "#";

/** Below it two sentences have only their manner in common. */
const NEAR_WORDS = 0.4;

/** Words without endings, so that guest and guests are one. */
const wordsIn = (part: Part): ReadonlySet<string> =>
  new Set(wordsThatTell(withoutNames(part)).map((word) => word.replace(/(?:ies|es|s|ing|ed)$/, "")));

function withoutNames({ title, names }: Part): string {
  const bare = [...names].reduce((text, name) => text.replaceAll(name, " "), title);
  return bare.replaceAll("`", " ").trim() || title;
}

const namesFit = (a: Part, b: Part): boolean => a.names.size === b.names.size && a.names.isSubsetOf(b.names);
