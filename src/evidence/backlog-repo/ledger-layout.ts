/** One entry of a ledger as it stands there, with the comments right above it. */
export interface Chunk {
  readonly text: string;
  /** 1-based line of the entry's dash. */
  readonly line: number;
}

/**
 * A ledger cut at its entries, so that one can be changed, or be broken, and the others stay byte for byte:
 *
 *   head    version: 1
 *           atoms:
 *   chunk   - atom_id: …
 *   chunk   - atom_id: …
 *   tail    other keys at the top, if any
 */
export interface Layout {
  readonly head: string;
  readonly chunks: readonly Chunk[];
  readonly tail: string;
  /** Blanks in front of each dash. */
  readonly indent: string;
  readonly eol: "\n" | "\r\n";
}

/** Cuts a ledger whose list stands below its key, one entry after the other; undefined when it is written in another way. */
export function layoutOf(text: string, list: string): Layout | undefined {
  const lines = text.split(/(?<=\n)/);
  const at = lines.findIndex((line) => keyLine(line, list) !== undefined);
  if (at < 0) return undefined;
  const key = keyLine(lines[at] ?? "", list) ?? "";
  const first = lines.findIndex((line, place) => place > at && isContent(line));
  const indent = /^( *)-(?=\s|$)/.exec(lines[first] ?? "")?.[1];
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const head = lines.slice(0, at).join("") + key + eol;
  if (first < 0 || indent === undefined)
    return { head, chunks: [], tail: lines.slice(at + 1).join(""), indent: "", eol };
  // An empty list that is followed by entries is nothing we could cut.
  if (!isBareKey(lines[at] ?? "")) return undefined;
  const end = endOfList(lines, first, indent);
  const starts = startsOf(lines.slice(0, end), { first, indent, above: at });
  const chunks = starts.map(({ start, dash }, place) => ({
    text: lines.slice(start, starts[place + 1]?.start ?? end).join(""),
    line: dash + 1,
  }));
  const before = lines.slice(at + 1, starts[0]?.start ?? end).join("");
  return { head: head + before, chunks, tail: lines.slice(end).join(""), indent, eol };
}

/** Puts a ledger together again. */
export function joinLayout({ head, tail, eol }: Layout, list: string, chunks: readonly string[]): string {
  const body = chunks.map((chunk) => (chunk.endsWith("\n") ? chunk : chunk + eol)).join("");
  if (chunks.length > 0) return head + body + tail;
  const lines = head.split(/(?<=\n)/);
  return lines.map((line) => (keyLine(line, list) === undefined ? line : line.replace(":", ": []"))).join("") + tail;
}

/** The line of the list's key without a value, comment kept: `atoms:`, also for `atoms: []` and `atoms: null`. */
function keyLine(line: string, list: string): string | undefined {
  const [, start, name, comment = ""] =
    /^(\uFEFF?)([a-z_]+):(?:[ \t]*(?:\[[ \t]*\]|null|~))?([ \t]+#.*?)?[ \t]*\r?\n?$/.exec(line) ?? [];
  return name === list ? `${start}${name}:${comment}` : undefined;
}

const isBareKey = (line: string): boolean => /^[^:]*:(?:[ \t]+#.*)?\s*$/.test(line);
const isContent = (line: string): boolean => /^[ \t]*[^\s#]/.test(line);
const isComment = (line: string): boolean => /^[ \t]*#/.test(line);
const blanksBefore = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const isDash = (line: string, indent: string): boolean =>
  line.startsWith(`${indent}-`) && /^(?:\s|$)/.test(line.slice(indent.length + 1));

/** The list goes on as long as lines are dashes at its indent, or stand deeper. */
function endOfList(lines: readonly string[], first: number, indent: string): number {
  const after = lines.findIndex(
    (line, place) => place > first && isContent(line) && !isDash(line, indent) && blanksBefore(line) <= indent.length,
  );
  return after < 0 ? lines.length : withCommentsAbove(lines, after, { above: first, indent: "" });
}

interface Start {
  readonly start: number;
  readonly dash: number;
}

function startsOf(
  lines: readonly string[],
  { first, indent, above }: { readonly first: number; readonly indent: string; readonly above: number },
): readonly Start[] {
  return lines.flatMap((line, dash) =>
    dash >= first && isDash(line, indent) ? [{ start: withCommentsAbove(lines, dash, { above, indent }), dash }] : [],
  );
}

/** Comments right above a line belong to it; deeper ones may be text of the entry before. */
function withCommentsAbove(
  lines: readonly string[],
  at: number,
  { above, indent }: { readonly above: number; readonly indent: string },
): number {
  let start = at;
  while (start - 1 > above && isCommentWithin(lines[start - 1] ?? "", indent)) start -= 1;
  return start;
}

const isCommentWithin = (line: string, indent: string): boolean =>
  isComment(line) && blanksBefore(line) <= indent.length;
