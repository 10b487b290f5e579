import { bareLines } from "./_pem-body.ts";
import { type KeySpot, lineBefore } from "./_pem-keys.ts";

const MARK = "PuTTY-User-Key-File-";
const END = /Private-(?:MAC|Hash): [0-9a-f]{40,64}/;
const KEY =
  /^PuTTY-User-Key-File-[1-3]: \S+\nEncryption: (\S+)\nComment: [^\n]*\nPublic-Lines: \d+\n(?:[\w+/=]+\n)+(?:(?:Key-Derivation|Argon2-\w+): \S+\n)*Private-Lines: (\d+)\n((?:[\w+/=]+\n)+)Private-/;
/** Longest key, with all that is written around its lines. */
const MAX_KEY_CHARS = 32_000;

/** Private keys as PuTTY keeps them, however their lines are written down: as many as they say themselves. */
export function puttyKeys(text: string): readonly KeySpot[] {
  const found: KeySpot[] = [];
  for (let at = text.indexOf(MARK); at >= 0; ) {
    const next = text.indexOf(MARK, at + MARK.length);
    const part = text.slice(at, Math.min(at + MAX_KEY_CHARS, next < 0 ? text.length : next));
    const end = END.exec(part);
    const key = end === null ? undefined : keyOf(part.slice(0, end.index + END_WORD), lineBefore(text, at));
    if (end !== null && key !== undefined) found.push({ start: at, end: at + end.index + end[0].length, ...key });
    at = next;
  }
  return found;
}

const END_WORD = "Private-".length;

function keyOf(written: string, before: string): Pick<KeySpot, "kind" | "value"> | undefined {
  for (const lines of bareLines(written, before)) {
    const value = lines.join("\n");
    const [, cipher, count, body = ""] = KEY.exec(value) ?? [];
    if (body.trim().split("\n").length !== Number(count)) continue;
    return { kind: cipher === "none" ? "private key" : "locked private key", value };
  }
  return undefined;
}
