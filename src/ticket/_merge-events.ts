import { createHash } from "node:crypto";
import { diff3 } from "./_diff3.ts";
import { type EventPiece, eventOf, isVisible, type Pieces } from "./_merge-pieces.ts";
import { isSameValue } from "./_outcome.ts";

export interface MergedEvents {
  readonly events: readonly EventPiece[];
  /** Ids that both sides used for different events. */
  readonly doubled: readonly string[];
}

type Events = Pick<Pieces, "events">;

export interface ThreadInput {
  readonly base: Events;
  readonly first: Events;
  readonly second: Events;
  /** The event of the merge itself, where there is one. */
  readonly note: readonly EventPiece[];
}

/**
 * Unites two threads by event id. An event is never taken away by a merge, as a thread only grows.
 *
 * Events come by time, then id; but two events that one side wrote in an order keep it, even within a second or with a clock
 * that went back. Taking the smaller of the two heads again and again does both.
 */
export function mergeEvents({ base, first, second, note }: ThreadInput): MergedEvents {
  const doubled: string[] = [];
  const one: EventPiece[] = [];
  const other: EventPiece[] = [];
  for (const [key, piece] of first.events) {
    one.push(unite(base.events.get(key), piece, second.events.get(key))[0] ?? piece);
  }
  for (const [key, piece] of second.events) {
    const united = unite(base.events.get(key), first.events.get(key), piece);
    if (united.length > 1) doubled.push(key);
    other.push(united.at(-1) ?? piece);
  }
  return { events: zip(zip(one, other), note), doubled };
}

function zip(one: readonly EventPiece[], other: readonly EventPiece[]): readonly EventPiece[] {
  const seen = new Set<string>();
  const events: EventPiece[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const [a, b] = [one[left], other[right]];
    const next = b === undefined || (a !== undefined && keyOf(a) <= keyOf(b)) ? a : b;
    if (next === undefined) break;
    if (!seen.has(next.event.id)) events.push(next);
    seen.add(next.event.id);
    while (isSeen(one[left], seen)) left += 1;
    while (isSeen(other[right], seen)) right += 1;
  }
  return events;
}

const isSeen = (piece: EventPiece | undefined, seen: ReadonlySet<string>): boolean =>
  piece !== undefined && seen.has(piece.event.id);

const keyOf = ({ event }: EventPiece): string => `${event.at} ${event.id}`;

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
