/** A key with the place at which it begins. */
export interface KeyPlace {
  readonly key: string;
  /** Offset of its first character, at the beginning of a line. */
  readonly start: number;
}

export interface Arrangement {
  readonly text: string;
  /** The part of the text that holds the keys. */
  readonly from: number;
  readonly to: number;
  /** In the order of the text. */
  readonly keys: readonly KeyPlace[];
  /** The order wanted; other keys follow in the order they have. */
  readonly order: readonly string[];
}

interface Piece {
  readonly key: string;
  readonly lines: string;
}

/**
 * Puts the keys of a YAML map into an order by moving whole lines: each key takes the comments right above it along, and what
 * stands above the first key, up to its last empty line, stays on top. No line is written anew.
 */
export function arrangeKeys({ text, from, to, keys, order }: Arrangement): string {
  const places = keys.map(({ key, start }, at) => ({
    key,
    start: commentsAbove(text, keys[at - 1]?.start ?? from, start),
  }));
  const [first] = places;
  if (first === undefined) return text;
  const headEnd = headerEnd(text, from, first.start);
  const pieces = places.map(({ key, start }, at) => ({
    key,
    lines: text.slice(at === 0 ? headEnd : start, places[at + 1]?.start ?? to),
  }));
  const sorted = pieces.toSorted((a, b) => rankIn(order, a) - rankIn(order, b));
  return text.slice(0, headEnd) + joined(sorted, text) + text.slice(to);
}

/** Where the comments begin that belong to the key at `start`: full lines that begin with #, without an empty line between. */
function commentsAbove(text: string, least: number, start: number): number {
  let at = start;
  while (at > least) {
    const before = text.lastIndexOf("\n", at - 2) + 1;
    if (before < least || text[before] !== "#") return at;
    at = before;
  }
  return at;
}

function headerEnd(text: string, from: number, start: number): number {
  const head = text.slice(from, start);
  const empty = [...head.matchAll(/^[ \t]*\r?\n/gm)].at(-1);
  return empty === undefined ? from : from + empty.index + empty[0].length;
}

function rankIn(order: readonly string[], { key }: Piece): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

/** The last line of a file may lack its end: whichever piece comes last then lacks it. */
function joined(pieces: readonly Piece[], text: string): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const isOpen = pieces.some(({ lines }) => !lines.endsWith("\n"));
  const whole = pieces.map(({ lines }) => (lines.endsWith("\n") ? lines : lines + lineEnd)).join("");
  return isOpen ? whole.slice(0, -lineEnd.length) : whole;
}
