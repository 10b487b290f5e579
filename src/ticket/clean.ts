import { err, ok, type Result } from "../std/result.ts";
import { bodyRefused, labelRefused, titleRefused } from "./faults.ts";
import { MAX_BODY_BYTES, MAX_LABEL_CHARS, MAX_TITLE_CHARS } from "./limits.ts";

const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/;

/** C0, DEL and C1 (terminal escapes begin there), and the marks that turn the direction of text or hide in it. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

const LABEL = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._/:+-]*$/u;

/** Checks a title and gives it back without blanks around it. */
export function checkTitle(text: string): Result<string> {
  const title = text.trim();
  const reason = titleReason(text, title);
  return reason === undefined ? ok(title) : err(titleRefused({ reason }));
}

export function checkLabel(text: string): Result<string> {
  const label = text.trim();
  return label.length <= MAX_LABEL_CHARS && LABEL.test(label)
    ? ok(label)
    : err(labelRefused({ name: text.slice(0, 100) }));
}

/** Checks a text for a body, a section or an event; it comes back unchanged. */
export function checkBody(text: string): Result<string> {
  if (text.includes("\0")) return err(bodyRefused({ reason: "holds a NUL character" }));
  if (!text.isWellFormed())
    return err(bodyRefused({ reason: "holds half a surrogate pair, which is not valid Unicode" }));
  if (tooLarge(text)) return err(bodyRefused({ reason: `is larger than ${MAX_BODY_BYTES / 1024} kB` }));
  return ok(text);
}

function titleReason(given: string, title: string): string | undefined {
  if (title === "") return "is empty";
  if (LINE_BREAK.test(given)) return "holds a line break";
  if (HIDDEN.test(title)) return "holds control or invisible characters";
  if (!title.isWellFormed()) return "is not valid Unicode";
  if (title.length > MAX_TITLE_CHARS) return `is longer than ${MAX_TITLE_CHARS} characters (it has ${title.length})`;
  return undefined;
}

function tooLarge(text: string): boolean {
  if (text.length * 3 <= MAX_BODY_BYTES) return false;
  return text.length > MAX_BODY_BYTES || new TextEncoder().encode(text).length > MAX_BODY_BYTES;
}
