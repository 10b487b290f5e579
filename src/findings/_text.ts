import { hashBytes } from "../std/hash.ts";
import { MAX_MESSAGE_CHARS, MAX_NAME_CHARS } from "./limits.ts";

const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const NAME_HEAD = MAX_NAME_CHARS - 20;
const HEAD = Math.floor(MAX_MESSAGE_CHARS * 0.7);
const TAIL = Math.floor(MAX_MESSAGE_CHARS * 0.2);

/** The text as it is read: without a terminal's escapes, with plain line ends. */
export function plain(text: string): string {
  return (text.includes("\u001b") ? text.replaceAll(ESCAPES, "") : text).replaceAll("\r\n", "\n");
}

/** The same without any character that steers a terminal; line ends and tabs stay. */
export const harmless = (text: string): string => plain(text).replaceAll(CONTROLS, "");

/** A message that fits: head and tail, with the cut said in between. */
export function bounded(text: string): string {
  const clean = harmless(text).trim();
  if (clean.length <= MAX_MESSAGE_CHARS) return clean;
  const cut = clean.length - HEAD - TAIL;
  return `${clean.slice(0, HEAD)}\n… ${cut} characters left out …\n${clean.slice(-TAIL)}`;
}

/** The name of a test from its parts; empty parts do not count. */
export function nameOf(parts: readonly (string | undefined)[]): string {
  const name = parts
    .map((part) =>
      plain(part ?? "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((part) => part !== "")
    .join(" > ");
  if (name.length <= MAX_NAME_CHARS) return name === "" ? "(no name)" : name;
  const [high, low] = hashBytes(new TextEncoder().encode(name));
  return `${name.slice(0, NAME_HEAD)}… ${high.toString(16)}${low.toString(16)}`;
}

/** Whether a name is rather a path: tools report a file that did not load as a test of that name. */
export function looksLikeFile(name: string): boolean {
  return /^[^\s:*?"<>|]*[\w)\]-]\.\w{1,4}$/.test(name) && !/^\d+\.\d+$/.test(name);
}
