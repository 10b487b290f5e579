import type { LogMask } from "../ports/processes.ts";
import type { World } from "../ports/world.ts";
import { MAX_HELD_BYTES } from "./limits.ts";

type Mask = (text: string) => Promise<string>;

/** Takes the secrets of the surroundings, and all that looks like one, out of a text. */
export async function masking({ environment }: Pick<World, "environment">): Promise<Mask> {
  const { maskSecrets } = await import("../findings/mask-secrets.ts");
  const { maskValues } = await import("../findings/mask-values.ts");
  return (text) => maskSecrets(maskValues(text, environment.secrets));
}

/** A mask for what grows, and for what was cut. */
export interface GrowingMask extends LogMask {
  /** How many of these first bytes of a longer text are whole words. */
  wholeWords(bytes: Uint8Array): number;
}

/**
 * Masks a log while it grows. What is cleaned at a time ends with a line, but not within a key of several lines, and not after a
 * name whose value is still to come. So a secret that is printed in pieces never stands on the disk, not even half of it.
 */
export function growingMask(world: Pick<World, "environment">): GrowingMask {
  const values = world.environment.secrets.flatMap(({ value }) =>
    [...new Set([value, JSON.stringify(value).slice(1, -1)])].map((as) => oneForOne(new TextEncoder().encode(as))),
  );
  return {
    settled: (bytes) => {
      const text = oneForOne(bytes);
      return text.length > MAX_HELD_BYTES ? firstWords(text, values) : firstLines(text, values);
    },
    wholeWords: (bytes) => firstWords(oneForOne(bytes), values),
    torn: (bytes) => torn(oneForOne(bytes)),
    clean: async (bytes) => maskedBytes(bytes, await masking(world)),
  };
}

/** Bytes without a secret stay as they are, whatever they mean. */
async function maskedBytes(bytes: Uint8Array, mask: Mask): Promise<Uint8Array> {
  const text = new TextDecoder().decode(bytes);
  const without = await mask(text);
  return without === text ? bytes : new TextEncoder().encode(without);
}

/** One character for each byte, so that places in the text are places in the bytes. */
const oneForOne = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);

const firstLines = (text: string, values: readonly string[]): number =>
  safely(text, text.lastIndexOf("\n") + 1, values);

/** Of so long a text some is given in any case: what lasts for so long is no secret. */
function firstWords(text: string, values: readonly string[]): number {
  return firstLines(text, values) || safely(text, wordEnd(text), values) || wordEnd(text);
}

/** To step back from one thing can mean to step into another. */
function safely(text: string, end: number, values: readonly string[]): number {
  const before = beforeKey(beforeValue(beforeName(text.slice(0, end)), values)).length;
  return before === end ? end : safely(text, before, values);
}

const BETWEEN_WORDS = /[\s"'`,;<>(){}[\]\\]/;

/** The end of the last word that has ended; of what has no words all but its end. */
function wordEnd(text: string): number {
  const half = text.length >> 1;
  for (let at = text.length; at > half; at -= 1) if (BETWEEN_WORDS.test(text.charAt(at - 1))) return at;
  return half;
}

/** How keys of several lines begin and end: in PEM, and as PuTTY keeps them. */
const KEY_MARKS = [
  { begin: "-----BEGIN", end: "-----END" },
  { begin: "PuTTY-User-Key-File-", end: "Private-MAC" },
] as const;

/** Without a key that has begun and not ended. */
function beforeKey(text: string): string {
  return KEY_MARKS.reduce((left, mark) => {
    const begin = left.indexOf(mark.begin, Math.max(0, left.lastIndexOf(mark.end)));
    return begin < 0 ? left : left.slice(0, begin);
  }, text);
}

const NAME_AT_END = /[:=]>?["'`]*\s*$/;

/** Without last lines that end in a name, since the value may stand in the next one. */
function beforeName(text: string): string {
  let end = text.length;
  for (let at = text.length; at > 0; ) {
    const start = at < 2 ? 0 : text.lastIndexOf("\n", at - 2) + 1;
    const line = text.slice(Math.max(start, at - 100), at);
    if (NAME_AT_END.test(line)) end = start;
    else if (line.trim() !== "") break;
    at = start;
  }
  return text.slice(0, end);
}

/** Without the first part of a value that is known. */
function beforeValue(text: string, values: readonly string[]): string {
  const parts = values.map((value) => partAtEnd(text, value));
  return text.slice(0, text.length - Math.max(0, ...parts));
}

function partAtEnd(text: string, value: string): number {
  if (!value.includes(text.slice(-1))) return 0;
  for (let length = Math.min(value.length - 1, text.length); length > 0; length -= 1)
    if (text.endsWith(value.slice(0, length))) return length;
  return 0;
}

/** The first line of what was torn out of a text is none, and a key of which only the end is there has no beginning. */
function torn(text: string): number {
  const line = text.indexOf("\n") + 1;
  const ends = KEY_MARKS.map(({ begin, end }) => {
    const [keyBegin, keyEnd] = [text.indexOf(begin), text.indexOf(end)];
    const isHalf = keyEnd >= 0 && (keyBegin < 0 || keyBegin > keyEnd);
    return isHalf ? text.indexOf("\n", keyEnd) + 1 : 0;
  });
  return Math.max(line, ...ends);
}
