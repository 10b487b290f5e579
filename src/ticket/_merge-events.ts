import { createHash } from "node:crypto";
import { diff3 } from "./_diff3.ts";
import { type EventPiece, eventOf, isVisible, type Pieces } from "./_merge-pieces.ts";
import { isSameValue } from "./_outcome.ts";
import type { TicketEvent } from "./model.ts";

export interface MergedEvents {
  readonly events: readonly EventPiece[];
  /** Ids that both sides used for different events. */
  readonly doubled: readonly string[];
}

type Events = Pick<Pieces, "events">;

/** Unites two threads by event id. An event is never taken away by a merge, as a thread only grows. */
export function mergeEvents(base: Events, first: Events, second: Events, added: readonly EventPiece[]): MergedEvents {
  const doubled: string[] = [];
  const united: EventPiece[] = [];
  for (const key of new Set([...first.events.keys(), ...second.events.keys()])) {
    const pieces = unite(base.events.get(key), first.events.get(key), second.events.get(key));
    if (pieces.length > 1) doubled.push(pieces[0]?.event.id ?? key);
    united.push(...pieces);
  }
  return { events: inOrder([...united, ...added], [[...first.events.values()], [...second.events.values()]]), doubled };
}

function unite(
  base: EventPiece | undefined,
  first: EventPiece | undefined,
  second: EventPiece | undefined,
): readonly EventPiece[] {
  if (first === undefined || second === undefined) return [first, second].filter((piece) => piece !== undefined);
  const tail = mergeTails(base?.tail ?? [], first.tail, second.tail);
  if (saysSame(first, second) || (base !== undefined && saysSame(base, second))) return [{ ...first, tail }];
  if (base !== undefined && saysSame(base, first)) return [{ ...second, tail }];
  return [first, { ...renamed(second), tail }];
}

function mergeTails(base: readonly string[], left: readonly string[], right: readonly string[]): readonly string[] {
  if (!left.some(isVisible) && !right.some(isVisible)) return left.length >= right.length ? left : right;
  return diff3({ base, left, right }).flatMap((stretch) =>
    "lines" in stretch ? stretch.lines : [...stretch.left, ...stretch.right],
  );
}

function saysSame(one: EventPiece, other: EventPiece): boolean {
  const { line: _line, ...left } = one.event;
  const { line: _other, ...right } = other.event;
  return isSameValue(left, right);
}

/** The id of the second of two events with one id comes from its text, so that every clone gives it the same one. */
function renamed(piece: EventPiece): EventPiece {
  const [open = "", ...rest] = piece.lines;
  const mark = createHash("sha256").update(piece.lines.join("\n")).digest("hex").slice(0, 6);
  const id = `${piece.event.id}-${mark}`;
  const lines = [
    open.replace(/(\sid:[ \t]*)(?:"(?:[^"\\]|\\.)*"|\S+)/, (_whole, name: string) => `${name}${id}`),
    ...rest,
  ];
  return { ...piece, lines, event: eventOf(lines) ?? piece.event };
}

/**
 * Orders by time, then id; but two events that one side wrote in an order keep it, even within a second or with a clock that
 * went back. So each event's key is the greatest (time, id) up to it on its side.
 */
function inOrder(united: readonly EventPiece[], sides: readonly (readonly EventPiece[])[]): readonly EventPiece[] {
  const keys = new Map<string, string>();
  const places = new Map<string, number>();
  for (const side of sides) {
    let greatest = "";
    for (const [place, { event }] of side.entries()) {
      greatest = later(greatest, keyOf(event));
      keys.set(event.id, later(keys.get(event.id) ?? "", greatest));
      places.set(event.id, Math.max(places.get(event.id) ?? 0, place));
    }
  }
  const key = ({ event }: EventPiece): string => keys.get(event.id) ?? keyOf(event);
  const place = ({ event }: EventPiece): number => places.get(event.id) ?? 0;
  return [...united].sort((a, b) => compare(key(a), key(b)) || place(a) - place(b) || compare(a.event.id, b.event.id));
}

const keyOf = (event: TicketEvent): string => `${event.at} ${event.id}`;
const later = (a: string, b: string): string => (a > b ? a : b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
