import { bareBody } from "./_pem-body.ts";
import { lockOf } from "./_pem-lock.ts";

const MARK = "-----BEGIN ";
const BEGIN = /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,2})PRIVATE KEY( BLOCK)?-----/g;
/** Longest key, with all that is written around its lines: more than the largest in use, and less than large files are read to overlap. */
const MAX_KEY_CHARS = 32_000;
/** As OpenSSH and everybody else break the lines of a key. */
const LINE_CHARS = { openssh: 70, other: 64 } as const;

export interface KeySpot {
  readonly start: number;
  readonly end: number;
  readonly kind: "private key" | "locked private key";
  /** The key as a file of its own holds it, however it is written here. */
  readonly value: string;
}

/**
 * Private keys between the marks of PEM: in a file, indented, behind the marks of a comment, in a text with `\n`, and in texts that are joined
 * line by line. What stands there has to be a key: it says its own length and keeps it, or says that it is locked.
 *
 * Secretlint sees keys whose lines stand alone and whose length takes two bytes; short ones, cut ones and locked ones it passes over.
 */
export function pemKeys(text: string): readonly KeySpot[] {
  if (!text.includes(MARK)) return [];
  return [...text.matchAll(BEGIN)].flatMap(({ 0: begin, 1: label = "", 2: block = "", index }) => {
    const from = index + begin.length;
    const end = `-----END ${label}PRIVATE KEY${block}-----`;
    const body = upTo(end, text.slice(from, Math.min(from + MAX_KEY_CHARS, nextMark(text, from))));
    const spot = body === undefined ? undefined : keyOf({ begin, end, body, before: lineBefore(text, index) });
    return spot === undefined ? [] : [{ start: index, end: from + (body?.length ?? 0) + end.length, ...spot }];
  });
}

/** A key ends before the next one begins: so all keys together are looked at once. */
function nextMark(text: string, from: number): number {
  const next = text.indexOf(MARK, from);
  return next < 0 ? text.length : next;
}

function upTo(end: string, text: string): string | undefined {
  const at = text.indexOf(end);
  return at < 0 ? undefined : text.slice(0, at);
}

/** What stands before a key in its line, if that is short. */
export function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 80), at);
  return near.slice(near.lastIndexOf("\n") + 1);
}

interface Written {
  readonly begin: string;
  readonly end: string;
  readonly body: string;
  readonly before: string;
}

function keyOf({ begin, end, body, before }: Written): Pick<KeySpot, "kind" | "value"> | undefined {
  const { base64, headers } = bareBody(body, before);
  const lock = lockOf({ bytes: Buffer.from(base64, "base64"), headers, begin });
  if (lock === undefined) return undefined;
  const width = begin.includes("OPENSSH") ? LINE_CHARS.openssh : LINE_CHARS.other;
  const lines = [
    begin,
    ...headers,
    ...(headers.length > 0 || begin.includes(" PGP ") ? [""] : []),
    ...cut(base64, width),
    end,
  ];
  return { kind: lock === "locked" ? "locked private key" : "private key", value: lines.join("\n") };
}

const cut = (text: string, width: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / width) }, (_, at) => text.slice(at * width, (at + 1) * width));
