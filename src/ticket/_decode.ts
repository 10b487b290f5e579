import { MAX_TICKET_BYTES } from "./limits.ts";
import type { Problem } from "./model.ts";
import { problem } from "./problems.ts";

/** The exact text of the bytes, a BOM included; undefined, with a problem, when they are no text we read. */
export function decodeTicket(bytes: Uint8Array, problems: Problem[]): string | undefined {
  if (bytes.length > MAX_TICKET_BYTES) {
    const message = `the file is larger than ${MAX_TICKET_BYTES / (1024 * 1024)} MB`;
    problems.push(problem("ticket-too-large", message, { hint: "move large material into a file of its own" }));
    return undefined;
  }
  const text = DECODER.decode(bytes);
  if (text.includes("\ufffd") && !isSame(bytes, text)) {
    problems.push(problem("ticket-not-text", "the file is not valid UTF-8", lineOf(text, "\ufffd")));
    return undefined;
  }
  if (text.includes("\0")) {
    problems.push(problem("ticket-not-text", "the file holds a NUL character", lineOf(text, "\0")));
    return undefined;
  }
  return text;
}

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** The replacement character may stand in the file itself; then encoding gives the same bytes. */
function isSame(bytes: Uint8Array, text: string): boolean {
  const again = new TextEncoder().encode(text);
  return again.length === bytes.length && again.every((byte, index) => byte === bytes[index]);
}

function lineOf(text: string, character: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(character));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}
