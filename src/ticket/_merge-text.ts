import type { MergedEvents } from "./_merge-events.ts";
import type { MergedFields } from "./_merge-fields.ts";
import { type EventPiece, isVisible, type Pieces, type SectionPiece, THREAD_KEY } from "./_merge-pieces.ts";
import { THREAD } from "./thread.ts";

export interface MergedPieces {
  readonly base: Pieces | undefined;
  readonly first: Pieces;
  readonly second: Pieces;
  readonly fields: MergedFields;
  readonly sections: ReadonlyMap<string, SectionPiece>;
  readonly events: MergedEvents;
}

/** Writes the merged pieces as one text. Byte order mark, line ends and last line follow the side that changed them, else the first. */
export function writeMerged(merged: MergedPieces): string {
  const { base, first, second } = merged;
  const lines = [...first.opening, ...merged.fields.lines, ...first.closing, ...bodyLines(merged)];
  const text = lines.join("\n") + (first.finalNewline || second.finalNewline ? "\n" : "");
  const crlf = second.crlf === base?.crlf ? first.crlf : second.crlf;
  const bom = second.bom === base?.bom ? first.bom : second.bom;
  // A carriage return inside a line belongs to a text with mixed line ends; it would double here.
  const ends = crlf && !text.includes("\r") ? text.replaceAll("\n", "\r\n") : text;
  return bom ? `\ufeff${ends}` : ends;
}

function bodyLines({ sections, events }: MergedPieces): readonly string[] {
  const lines: string[] = [];
  for (const [key, section] of sections) {
    separate(lines);
    lines.push(...section.opening, ...section.blanksBefore, ...section.body, ...section.blanksAfter);
    if (key === THREAD_KEY) addEvents(lines, events.events);
  }
  if (events.events.length > 0 && !sections.has(THREAD_KEY)) {
    separate(lines);
    lines.push(`## ${THREAD}`, "");
    addEvents(lines, events.events);
  }
  while (lines.length > 0 && !isVisible(lines.at(-1) ?? "")) lines.pop();
  return lines;
}

function addEvents(lines: string[], events: readonly EventPiece[]): void {
  for (const event of events) {
    separate(lines);
    for (const line of [...event.lines, ...event.tail]) lines.push(line);
  }
}

/** What stood at the end of its own file had no blank line behind it. */
function separate(lines: string[]): void {
  const last = lines.at(-1);
  if (last !== undefined && isVisible(last)) lines.push("");
}
