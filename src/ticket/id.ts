import { MAX_SLUG_CHARS } from "./limits.ts";
import type { TicketId } from "./model.ts";

/** Digits without 0 and 1, lower-case letters without vowels, `l` and `y`: no words, no look-alikes. */
const ID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz";

const TICKET_ID = /^[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}$/;
const FILE_NAME = /^([A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32})(?:-[a-z0-9-]*)?\.md$/;

const TICKET_CHARS = 6;
const EVENT_CHARS = 10;

/** Makes an id from random bytes; 16 or more make every one equally likely. */
export function makeTicketId(prefix: string, bytes: Uint8Array): TicketId {
  return `${prefix}-${randomText(bytes, TICKET_CHARS)}` as TicketId;
}

/** Makes the id of an event from random bytes; 16 or more make every one equally likely. */
export function makeEventId(bytes: Uint8Array): string {
  return randomText(bytes, EVENT_CHARS);
}

/** The one place that decides what an id may look like; nothing with a slash, a dot or a control character passes. */
export function parseTicketId(text: string): TicketId | undefined {
  return TICKET_ID.test(text) ? (text as TicketId) : undefined;
}

/** A title as part of a file name: lower-case ASCII words joined by dashes. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (words.length <= MAX_SLUG_CHARS) return words === "" ? "ticket" : words;
  const cut = words.slice(0, MAX_SLUG_CHARS + 1);
  const dash = cut.lastIndexOf("-");
  return dash > 0 ? cut.slice(0, dash) : cut.slice(0, MAX_SLUG_CHARS);
}

export function fileNameOf(id: TicketId, slug: string): string {
  return `${id}-${slug}.md`;
}

export function idOfFileName(name: string): TicketId | undefined {
  const id = FILE_NAME.exec(name)?.[1];
  return id === undefined ? undefined : parseTicketId(id);
}

/**
 * Bytes beyond the largest multiple of the alphabet's size come last, so that every character is equally likely: one in twenty is such
 * a byte, and they are needed only where more of them came than there are to spare.
 */
function randomText(bytes: Uint8Array, length: number): string {
  if (bytes.length < length)
    throw new RangeError(`an id of ${length} characters needs as many random bytes, not ${bytes.length}`);
  const size = ID_ALPHABET.length;
  const limit = 256 - (256 % size);
  const inOrder = [...bytes.filter((byte) => byte < limit), ...bytes.filter((byte) => byte >= limit)];
  return inOrder
    .slice(0, length)
    .map((byte) => ID_ALPHABET.charAt(byte % size))
    .join("");
}
