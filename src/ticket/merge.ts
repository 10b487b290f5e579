import { decodeTicket } from "./_decode.ts";
import { type MergedEvents, mergeEvents } from "./_merge-events.ts";
import { mergeFields } from "./_merge-fields.ts";
import { mergeNote } from "./_merge-note.ts";
import { cutTicket, type Pieces, THREAD_KEY } from "./_merge-pieces.ts";
import { mergeSections } from "./_merge-sections.ts";
import { type MergedPieces, writeMerged } from "./_merge-text.ts";
import { compareTimes, isSame, provenBy, type Sides } from "./_merge-value.ts";
import { type MergeProblemCode, mergeProblems } from "./merge-problems.ts";
import type { Problem } from "./model.ts";

export type Side = "ours" | "theirs";

export interface MergeInput {
  /** What both came from; undefined when both sides added the file. */
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

export interface MergedTicket {
  /** What the file shall hold. */
  readonly bytes: Uint8Array;
  readonly problems: readonly Problem[];
  /** Set when the two could not be merged: `bytes` is one side whole, and the caller must store the other one whole elsewhere. */
  readonly aside: { readonly side: Side; readonly bytes: Uint8Array; readonly reason: string } | undefined;
}

/**
 * Merges two descendants of a ticket's file. The rules stand in docs/merging.md. Swapping ours and theirs gives the same bytes;
 * nothing that either side says is dropped: it is in the result, in its `merge` event, or put aside whole (I5).
 */
export function mergeTicket(input: MergeInput): MergedTicket {
  const { base, ours, theirs } = input;
  if (sameBytes(ours, theirs) || (base !== undefined && sameBytes(base, theirs))) return whole(ours);
  if (base !== undefined && sameBytes(base, ours)) return whole(theirs);

  const left = readSide("ours", ours);
  const right = readSide("theirs", theirs);
  if (left.pieces === undefined || right.pieces === undefined) return putAside(left, right);
  const [first, second] = inOrder({ ...left, pieces: left.pieces }, { ...right, pieces: right.pieces });
  if (first.pieces.ticket.id !== second.pieces.ticket.id) return keep(first, second, "they are two different tickets");
  return mergeReadable(base === undefined ? undefined : readSide("ours", base), first, second);
}

interface ReadSide {
  readonly side: Side;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly pieces: Pieces | undefined;
}

type Readable = ReadSide & { readonly pieces: Pieces };

function readSide(side: Side, bytes: Uint8Array): ReadSide {
  const text = decodeTicket(bytes, []);
  return { side, bytes, text: text ?? "", pieces: text === undefined ? undefined : cutTicket(text) };
}

/** The later side comes first; of two equally late ones the greater text. From here on nobody asks which was ours. */
function inOrder(one: Readable, other: Readable): readonly [Readable, Readable] {
  const later = compareTimes(one.pieces.ticket.fields.updated, other.pieces.ticket.fields.updated);
  return later > 0 || (later === 0 && one.text > other.text) ? [one, other] : [other, one];
}

const NOTHING: Pick<Pieces, "fields" | "afterFields" | "sections" | "events"> = {
  fields: new Map(),
  afterFields: [],
  sections: new Map(),
  events: new Map(),
};

function mergeReadable(before: ReadSide | undefined, one: Readable, other: Readable): MergedTicket {
  const base = before?.pieces;
  const [first, second, origin] = [one.pieces, other.pieces, base ?? NOTHING];
  const fields = mergeFields({ base: origin, first, second, sides: sidesOf(origin, first, second) });
  const texts = { base: before?.text ?? "", first: one.text, second: other.text };
  const note = mergeNote({ losses: fields.losses, texts, first, second });
  if (note === undefined) return keep(one, other, "what was not taken is too much for an event");
  const events = mergeEvents({ base: origin, first, second, note });
  const { sections, twofold } = mergeSections(origin, first, second);
  const merged: MergedPieces = { base, first, second, fields, sections, events };
  const text = writeMerged(merged);
  const read = cutTicket(text);
  const difference = read === undefined ? "it cannot be read" : differs(merged, read);
  if (read === undefined || difference !== undefined)
    return keep(one, other, `reading the merged text again: ${difference}`);
  return { bytes: new TextEncoder().encode(text), problems: problemsOf(read, twofold, events), aside: undefined };
}

function sidesOf(base: Pick<Pieces, "events">, first: Pieces, second: Pieces): Sides {
  const later = compareTimes(first.ticket.fields.updated, second.ticket.fields.updated);
  const eventsOf = ({ events }: Pieces) => [...events.values()].map(({ event }) => event);
  return {
    firstIsLater: later > 0,
    firstProves: provenBy(eventsOf(first), (id) => base.events.has(id) || second.events.has(id)),
    secondProves: provenBy(eventsOf(second), (id) => base.events.has(id) || first.events.has(id)),
  };
}

/** A merged text must say what was merged: a fence left open on one side could swallow what came from the other. */
function differs({ fields, sections, events }: MergedPieces, read: Pieces): string | undefined {
  const names = [...fields.values.keys()];
  if (!sameList(names, [...read.fields.keys()])) return "the fields are not those that were merged";
  if (!names.every((name) => isSame(fields.values.get(name), read.fields.get(name)?.value)))
    return "a field says something else";
  if (!sameList(shownSections(sections), shownSections(read.sections)))
    return "the sections are not those that were merged";
  const ids = events.events.map(({ event }) => event.id);
  const found = [...read.events.values()].map(({ event }) => event.id);
  return sameList(ids, found) ? undefined : "the events are not those that were merged";
}

function shownSections(sections: Pieces["sections"]): readonly string[] {
  const shown = [...sections].filter(([key]) => key !== THREAD_KEY);
  return shown.map(([key, { body }]) => [key, ...body].join("\n"));
}

function problemsOf(read: Pieces, twofold: readonly string[], { doubled }: MergedEvents): readonly Problem[] {
  const { sections, events } = read.ticket;
  const both = twofold.map((key) => {
    const [heading = ""] = key.split("\n", 1);
    const line = sections.find((section) => section.heading === heading)?.line;
    const name =
      key === THREAD_KEY
        ? "the thread"
        : heading === ""
          ? "the text above the first section"
          : `the section ${heading}`;
    return problem("merge-both-kept", `two versions of the same lines stand in ${name}`, {
      ...(line === undefined ? {} : { line }),
      hint: "keep what is right and remove the comments that begin with <!-- merge:",
    });
  });
  const twice = doubled.map((id) => {
    const line = events.find((event) => event.id === id)?.line;
    const message = `two different events had the id ${id}; the second has an id of its own now`;
    return problem("merge-event-twice", message, line === undefined ? {} : { line });
  });
  return [...both, ...twice];
}

/** A side that can be read wins over one that cannot; of two unreadable ones the greater bytes, so that every clone agrees. */
function putAside(left: ReadSide, right: ReadSide): MergedTicket {
  if (left.pieces !== undefined) return keep(left, right, "the other version cannot be read");
  if (right.pieces !== undefined) return keep(right, left, "the other version cannot be read");
  const reason = "neither version can be read";
  return compareBytes(left.bytes, right.bytes) >= 0 ? keep(left, right, reason) : keep(right, left, reason);
}

function keep(kept: ReadSide, other: ReadSide, reason: string): MergedTicket {
  const message = `two versions of this ticket could not be merged (${reason}); one was kept and the other put aside whole`;
  const hint = "compare the two and bring over what is missing";
  return {
    bytes: kept.bytes,
    problems: [problem("merge-side-aside", message, { hint })],
    aside: { side: other.side, bytes: other.bytes, reason },
  };
}

function problem(
  code: MergeProblemCode,
  message: string,
  place: { readonly line?: number; readonly hint?: string },
): Problem {
  const severity = mergeProblems.find((kind) => kind.code === code)?.severity ?? "error";
  return { code, severity, message, ...place };
}

const whole = (bytes: Uint8Array): MergedTicket => ({ bytes, problems: [], aside: undefined });

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => compareBytes(a, b) === 0;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
