import { MAX_PATTERN_CHARS, MAX_SPELLINGS } from "./limits.ts";

/** A path or glob in pieces, ready to be compared. Made by readPattern. */
export interface Pattern {
  /** As it was meant: without `./` in front, and with `**` behind a folder's slash. */
  readonly text: string;
  /** Each way to spell it out, in segments: braces give several. */
  readonly spellings: readonly (readonly Segment[])[];
  /** The folder that everything it covers lies in; empty where that may be anywhere. */
  readonly folder: string;
  /** Whether it may cover more than the one file it names: a glob, or a name without a dot, which may be a folder's. */
  readonly isWide: boolean;
}

/** One name between two slashes: as it stands, or in tokens where it holds wildcards. */
type Segment = string | readonly Token[];
type Token = { readonly char: string } | { readonly any: "one" | "many" } | { readonly oneOf: string };

/** Reads a path or glob from the root of a repository; undefined when it is none. */
export function readPattern(given: string): Pattern | undefined {
  const bare = given.trim().replace(/^(?:\.?\/)+/, "");
  if (bare === "" || bare.length > MAX_PATTERN_CHARS || bare.includes("\0")) return undefined;
  const text = bare.endsWith("/") ? `${bare}**` : bare;
  const names = text.split("/").filter((name) => name !== "" && name !== ".");
  if (names.includes("..") || names.length === 0) return undefined;
  const plain = names.findIndex(isMagic);
  const folder = (plain === -1 ? names : names.slice(0, plain)).join("/");
  const isWide = plain !== -1 || !(names.at(-1) ?? "").includes(".");
  // Nearly all are plain paths, and those are spelled in one way.
  const spellings = plain === -1 ? [names] : spelledOut(names.join("/")).map(segmentsOf);
  return { text: names.join("/"), spellings, folder, isWide };
}

/**
 * Tells whether some path may be covered by both. It errs on the side of yes: two tickets kept apart cost a wave, two that meet cost a
 * conflict. A plain name without a dot may be a folder's, and then stands for all that lies below it.
 */
export function patternsMeet(one: Pattern, other: Pattern): boolean {
  return someMeet(one, other, isFolderName);
}

/** Tells whether a path or glob is covered by a rule's glob; a glob without a slash is about the name of a file, wherever it lies. */
export function ruleCovers(rule: string, file: Pattern): boolean {
  const pattern = readPattern(rule.includes("/") ? rule : `**/${rule}`);
  return pattern !== undefined && someMeet(pattern, file, () => false);
}

/** Tells of the last name of a path whether paths below it are meant, too. */
type IsFolder = (last: Segment | undefined) => boolean;

function someMeet(one: Pattern, other: Pattern, isFolder: IsFolder): boolean {
  if (one.text === other.text) return true;
  return one.spellings.some((left) => other.spellings.some((right) => pathsMeet(left, right, isFolder)));
}

const isFolderName: IsFolder = (last) => typeof last === "string" && !last.includes(".") && last !== "**";

const isMagic = (name: string): boolean => /[*?[\]{}\\]/.test(name);

/** `{a,b}.ts` as `a.ts` and `b.ts`, and `[id]` as a choice and as it stands; what would be too many becomes a wildcard. */
function spelledOut(text: string): readonly string[] {
  let spellings = [text];
  for (;;) {
    const next = spellings.flatMap(withoutBraces);
    if (next.length === spellings.length && next.every((one, at) => one === spellings[at])) break;
    if (next.length > MAX_SPELLINGS) return [text.replace(/\{.*\}/, "**")];
    spellings = next;
  }
  return spellings.flatMap((one) => (one.includes("[") ? [one, one.replace(/(?<!\\)[[\]]/g, "\\$&")] : [one]));
}

function withoutBraces(text: string): readonly string[] {
  const inner = /(?<!\\)\{([^{}]*,[^{}]*)\}/.exec(text);
  if (inner === null) return [text];
  const [whole, choices = ""] = inner;
  const [before, after] = [text.slice(0, inner.index), text.slice(inner.index + whole.length)];
  return choices.split(",").map((choice) => before + choice + after);
}

const segmentsOf = (text: string): readonly Segment[] =>
  text
    .split("/")
    .filter((name) => name !== "")
    .map((name) => (name === "**" || !isMagic(name) ? name : tokensOf(name)));

function tokensOf(name: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [piece] of name.matchAll(/\\.|\[[^\]]+\]|\*+|[\s\S]/gu)) {
    if (piece === "?") tokens.push({ any: "one" });
    else if (piece.startsWith("*")) tokens.push({ any: "many" });
    else if (piece.startsWith("[") && piece.length > 2) tokens.push({ oneOf: piece.slice(1, -1) });
    else for (const char of piece.length > 1 && piece.startsWith("\\") ? piece.slice(1) : piece) tokens.push({ char });
  }
  return tokens;
}

/** Walks two lists at once; each pair of places is looked at once. */
function walk(
  lengths: readonly [number, number],
  step: (i: number, j: number) => readonly (readonly [number, number])[] | true,
): boolean {
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = at[0] * (lengths[1] + 1) + at[1];
    if (seen.has(key)) continue;
    seen.add(key);
    const next = step(at[0], at[1]);
    if (next === true) return true;
    open.push(...next);
  }
  return false;
}

function pathsMeet(left: readonly Segment[], right: readonly Segment[], isFolder: IsFolder): boolean {
  return walk([left.length, right.length], (i, j) => {
    const [a, b] = [left[i], right[j]];
    if (a === undefined && b === undefined) return true;
    if (a === "**") return [[i + 1, j], ...(b === undefined ? [] : [[i, j + 1] as const])];
    if (b === "**") return [[i, j + 1], ...(a === undefined ? [] : [[i + 1, j] as const])];
    if (a === undefined) return isFolder(left.at(-1)) ? true : [];
    if (b === undefined) return isFolder(right.at(-1)) ? true : [];
    return namesMeet(a, b) ? [[i + 1, j + 1]] : [];
  });
}

function namesMeet(left: Segment, right: Segment): boolean {
  if (typeof left === "string" && typeof right === "string") return left === right;
  const [a, b] = [tokens(left), tokens(right)];
  return walk([a.length, b.length], (i, j) => {
    const [one, other] = [a[i], b[j]];
    if (one === undefined && other === undefined) return true;
    if (isMany(one)) return [[i + 1, j], ...(other === undefined ? [] : [[i, j + 1] as const])];
    if (isMany(other)) return [[i, j + 1], ...(one === undefined ? [] : [[i + 1, j] as const])];
    return one !== undefined && other !== undefined && charsMeet(one, other) ? [[i + 1, j + 1]] : [];
  });
}

const tokens = (segment: Segment): readonly Token[] =>
  typeof segment === "string" ? [...segment].map((char) => ({ char })) : segment;

const isMany = (token: Token | undefined): boolean => token !== undefined && "any" in token && token.any === "many";

function charsMeet(one: Token, other: Token): boolean {
  if ("char" in one && "char" in other) return one.char === other.char;
  if ("char" in one && "oneOf" in other) return isOneOf(other.oneOf, one.char);
  if ("oneOf" in one && "char" in other) return isOneOf(one.oneOf, other.char);
  return true;
}

/** `abc`, `a-z`, and with `!` or `^` in front everything else. */
function isOneOf(choice: string, char: string): boolean {
  const negated = /^[!^]/.test(choice);
  const parts = (negated ? choice.slice(1) : choice).matchAll(/([\s\S])-([\s\S])|[\s\S]/gu);
  for (const [whole, from, to] of parts) {
    if (from === undefined || to === undefined ? whole === char : from <= char && char <= to) return !negated;
  }
  return negated;
}
