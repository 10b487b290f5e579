import { isEventClose, isEventOpen } from "./_event-text.ts";
import { linesOf } from "./_lines.ts";
import type { FieldValue, Ticket, TicketEvent } from "./model.ts";
import { isThread, type Layout, readLayout } from "./read.ts";
import { readEvents } from "./thread.ts";

/** A frontmatter field as it is written. */
export interface FieldPiece {
  readonly name: string;
  /** Comments, blank lines and lines that are no field, above it. */
  readonly lead: readonly string[];
  readonly lines: readonly string[];
  readonly value: FieldValue;
}

export interface SectionPiece {
  readonly heading: string;
  /** The heading's line; none for the text above the first heading. */
  readonly opening: readonly string[];
  readonly blanksBefore: readonly string[];
  readonly body: readonly string[];
  readonly blanksAfter: readonly string[];
}

export interface EventPiece {
  readonly event: TicketEvent;
  readonly lines: readonly string[];
  /** What stands behind it up to the next event: mostly one blank line. */
  readonly tail: readonly string[];
}

/** A ticket's text cut into the pieces that are merged one by one. Second pieces of one name have keys of their own. */
export interface Pieces {
  readonly bom: boolean;
  /** True when every line ends with CRLF; a text with both kinds keeps its carriage returns inside the lines. */
  readonly crlf: boolean;
  readonly finalNewline: boolean;
  readonly ticket: Ticket;
  readonly opening: readonly string[];
  readonly fields: ReadonlyMap<string, FieldPiece>;
  readonly afterFields: readonly string[];
  readonly closing: readonly string[];
  /** Sections by key in file order; the thread is among them under THREAD_KEY, its body being what stands above the first event. */
  readonly sections: ReadonlyMap<string, SectionPiece>;
  readonly events: ReadonlyMap<string, EventPiece>;
}

/** No section can have this heading, as headings hold no line break. */
export const THREAD_KEY = "\nthread";

/** Cuts a text; undefined when it cannot be read as a ticket. */
export function cutTicket(whole: string): Pieces | undefined {
  const bom = whole.startsWith("\ufeff");
  const bare = bom ? whole.slice(1) : whole;
  const crlf = /\r\n/.test(bare) && !/(?:^|[^\r])\n/.test(bare);
  const text = crlf ? bare.replaceAll("\r\n", "\n") : bare;
  const layout = readLayout(text, []);
  if (layout.ticket === undefined || layout.frontmatter === undefined) return undefined;
  const { close, bodyStart } = layout.frontmatter;
  const firstLineEnd = text.indexOf("\n") + 1;
  const bodyGap = layout.parts[0] === undefined ? text.length : layout.parts[0].start;
  return {
    bom,
    crlf,
    finalNewline: text.endsWith("\n"),
    ticket: layout.ticket,
    opening: split(text.slice(0, firstLineEnd)),
    ...cutFields(text, layout, firstLineEnd),
    closing: [...split(text.slice(close, bodyStart)), ...split(text.slice(bodyStart, Math.max(bodyStart, bodyGap)))],
    ...cutBody(text, layout),
  };
}

/** The lines of a text; the line end of the last one makes no further line. */
function split(text: string): readonly string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function cutFields(text: string, layout: Layout, start: number): Pick<Pieces, "fields" | "afterFields"> {
  const fields = new Map<string, FieldPiece>();
  let from = start;
  for (const entry of layout.frontmatter?.entries ?? []) {
    const at = text.lastIndexOf("\n", entry.start - 1) + 1;
    fields.set(freeKey(fields, entry.key), {
      name: entry.key,
      lead: split(text.slice(from, at)),
      lines: split(text.slice(at, entry.next)),
      value: entry.value,
    });
    from = entry.next;
  }
  return { fields, afterFields: split(text.slice(from, layout.frontmatter?.close ?? from)) };
}

function cutBody(text: string, layout: Layout): Pick<Pieces, "sections" | "events"> {
  const sections = new Map<string, SectionPiece>();
  const events = new Map<string, EventPiece>();
  for (const part of layout.parts) {
    const opening = split(text.slice(part.start, part.contentStart));
    const lines = split(text.slice(part.contentStart, part.end));
    if (!isThread(part)) {
      sections.set(freeKey(sections, part.heading), { heading: part.heading, opening, ...withoutBlanks(lines) });
      continue;
    }
    const { head, blocks } = cutThread(lines);
    for (const block of blocks) events.set(freeKey(events, block.event.id), block);
    const thread = sections.get(THREAD_KEY);
    const known = thread === undefined ? [] : [...thread.blanksBefore, ...thread.body, ...thread.blanksAfter];
    sections.set(THREAD_KEY, {
      heading: part.heading,
      opening: thread?.opening ?? opening,
      ...withoutBlanks([...known, ...head]),
    });
  }
  return { sections, events };
}

function cutThread(lines: readonly string[]): {
  readonly head: readonly string[];
  readonly blocks: readonly EventPiece[];
} {
  const head: string[] = [];
  const blocks: { readonly event: TicketEvent; readonly lines: readonly string[]; readonly tail: string[] }[] = [];
  let index = 0;
  while (index < lines.length) {
    const stop = isEventOpen(lines[index] ?? "") ? blockEnd(lines, index) : index + 1;
    const block = lines.slice(index, stop);
    const event = isEventOpen(lines[index] ?? "") ? eventOf(block) : undefined;
    // What cannot be read as an event stays with the text around it.
    if (event !== undefined) blocks.push({ event, lines: block, tail: [] });
    else (blocks.at(-1)?.tail ?? head).push(...block);
    index = stop;
  }
  return { head, blocks };
}

function blockEnd(lines: readonly string[], open: number): number {
  for (let index = open + 1; index < lines.length; index += 1) {
    if (isEventClose(lines[index] ?? "")) return index + 1;
    if (isEventOpen(lines[index] ?? "")) return index;
  }
  return lines.length;
}

export function eventOf(block: readonly string[]): TicketEvent | undefined {
  const text = block.join("\n");
  return readEvents(text, linesOf(text, { from: 0, to: text.length, firstNumber: 1 }), [])[0];
}

function withoutBlanks(lines: readonly string[]): Pick<SectionPiece, "blanksBefore" | "body" | "blanksAfter"> {
  const first = lines.findIndex(isVisible);
  if (first === -1) return { blanksBefore: [], body: [], blanksAfter: lines };
  const last = lines.findLastIndex(isVisible);
  return {
    blanksBefore: lines.slice(0, first),
    body: lines.slice(first, last + 1),
    blanksAfter: lines.slice(last + 1),
  };
}

export const isVisible = (line: string): boolean => line.trim() !== "";

function freeKey(taken: ReadonlyMap<string, unknown>, name: string): string {
  let key = name;
  for (let count = 2; taken.has(key); count += 1) key = `${name}\n${count}`;
  return key;
}
