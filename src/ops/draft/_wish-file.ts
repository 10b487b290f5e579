import { dirname, posix } from "node:path";
import type { CodeIndex } from "../../code/code-index.ts";
import type { CodeSymbol } from "../../code/outline.ts";
import { wordsOf } from "../../evidence/likeness/words.ts";
import type { Matcher } from "../../gate/globs.ts";
import { isAlike, isForAll } from "../../plan/draft/choose-files.ts";
import type { FoundFile } from "../../plan/draft/found-code.ts";
import type { Wish } from "../../plan/draft/wish.ts";
import { ok, type Result } from "../../std/result.ts";

const MAX_SYMBOLS = 5;
/** Lines on which a name is looked for. */
const MAX_REFERENCES = 500;

export interface Looking {
  readonly index: CodeIndex;
  /** By the settings or by habit. */
  readonly isTest: Matcher;
}

/** A file that came up, and why. */
export interface Found {
  readonly path: string;
  readonly by: FoundFile["by"];
  /** Those that fit, where a search or a name told them. */
  readonly symbols: readonly CodeSymbol[] | undefined;
}

/** What the index knows of one file that somebody names. */
export function fileDetails(looking: Looking, path: string, wish: Wish): Result<FoundFile | undefined> {
  const file = lookAt(looking, { path, by: { path }, symbols: undefined }, wish);
  return !file.ok || file.value === undefined ? file : lookAround(looking, file.value, wish);
}

/** What a file says of itself: enough to choose by. */
export function lookAt({ index, isTest }: Looking, found: Found, wish: Wish): Result<FoundFile | undefined> {
  const file = index.file(found.path);
  if (file === undefined || (!("lists" in found.by) && !["source", "text"].includes(file.kind))) return ok(undefined);
  const lines = index.linesOf(found.path);
  if (!lines.ok) return lines;
  const all = "name" in found.by && found.symbols !== undefined ? ok(found.symbols) : index.symbolsIn(found.path);
  if (!all.ok) return all;
  const isCode = file.kind === "source" && !/\.(?:mdx?|rst|txt|json|ya?ml|toml)$/i.test(found.path);
  return ok({
    path: found.path,
    kind: isTest(found.path) ? "test" : isCode ? "code" : "text",
    lines: lines.value,
    by: found.by,
    symbols: fittingSymbols(all.value, found.path, wish).slice(0, MAX_SYMBOLS),
    ...{ importers: [], users: [], tests: [], testToWrite: undefined },
  });
}

/** The same file with those around it: who imports it, uses the name that led here, and tests it. */
export function lookAround(looking: Looking, file: FoundFile, wish: Wish): Result<FoundFile> {
  const { index, isTest } = looking;
  const { path, kind } = file;
  const importers = index.importersOf(path);
  if (!importers.ok) return importers;
  const users = usersOf(index, file, wish);
  if (!users.ok) return users;
  const from = [...new Set(importers.value.map((one) => one.path))];
  const naming = kind === "code" ? testsNaming(looking, file) : ok([]);
  if (!naming.ok) return naming;
  const tests = kind === "code" ? testsOf(looking, path, [...naming.value, ...from]) : [];
  return ok({
    ...file,
    importers: from.filter((one) => !isTest(one)),
    users: users.value,
    tests,
    testToWrite: kind === "code" && tests.length === 0 ? testToWrite(looking, path) : undefined,
  });
}

/**
 * Definitions whose names have words of the wish come first, in the order of how many; one that is named outright before all. What a file
 * is named after is told of before others that fit as well.
 */
function fittingSymbols(symbols: readonly CodeSymbol[], path: string, { words, names }: Wish): readonly CodeSymbol[] {
  const stem = stemOf(path);
  const named = new Set(names.map((name) => /([^.#:]+)$/.exec(name)?.[1]));
  const rank = ({ name, kind, exported }: CodeSymbol): number => {
    const weight = (exported ? 0.2 : 0) + (["class", "function", "method"].includes(kind) ? 0.3 : 0);
    const own = wordsOf(name);
    const held = own.filter((word) => words.some((one) => isAlike(word, one))).length;
    const isStem = kind === "class" && name.toLowerCase() === stem;
    return (
      (named.has(name) ? 10 : 0) +
      (isStem && held > 0 ? 1 : 0) +
      weight +
      held +
      (own.length === 0 ? 0 : held / own.length)
    );
  };
  const ranked = symbols
    .map((symbol) => ({ symbol, points: rank(symbol) }))
    .toSorted((a, b) => b.points - a.points)
    .map(({ symbol }) => symbol);
  return ranked.filter(({ name }, at) => ranked.findIndex((one) => one.name === name) === at);
}

/** Where a name goes or changes, every file in which it stands has to follow. */
function usersOf(index: CodeIndex, { path, by }: FoundFile, wish: Wish): Result<readonly string[]> {
  if (!("name" in by) || !isForAll(wish)) return ok([]);
  const last = /([^.#:]+)$/.exec(by.name)?.[1] ?? by.name;
  const references = index.references(last, MAX_REFERENCES);
  if (!references.ok) return references;
  return ok([...new Set(references.value.items.map((one) => one.path))].filter((one) => one !== path));
}

/** Tests in which the name stands that led to the file, those that say it most often first. */
function testsNaming({ index, isTest }: Looking, { by }: FoundFile): Result<readonly string[]> {
  if (!("name" in by) || by.name.includes(" ")) return ok([]);
  const references = index.references(/([^.#:]+)$/.exec(by.name)?.[1] ?? by.name, MAX_REFERENCES);
  if (!references.ok) return references;
  const tests = Map.groupBy(
    references.value.items.filter(({ path }) => isTest(path)),
    ({ path }) => path,
  );
  return ok([...tests].toSorted((a, b) => b[1].length - a[1].length).map(([path]) => path));
}

/** Tests named after the file, those beside it first; then those that import it. */
function testsOf({ index, isTest }: Looking, path: string, importers: readonly string[]): readonly string[] {
  const stem = stemOf(path);
  const named = index
    .files()
    .map((file) => file.path)
    .filter((one) => one !== path && isTest(one) && testStem(one) === stem);
  const near = named.toSorted((a, b) => Number(dirname(b) === dirname(path)) - Number(dirname(a) === dirname(path)));
  return [...new Set([...near, ...importers.filter(isTest)])];
}

/** The habit of the folder: `x.ts` beside `x.test.ts`. */
function testToWrite({ index, isTest }: Looking, path: string): string | undefined {
  const folder = posix.dirname(path);
  const extension = posix.extname(path);
  const habit = index
    .files()
    .filter((file) => posix.dirname(file.path) === folder && isTest(file.path) && file.path.endsWith(extension))
    .map((file) => /([._-](?:test|spec))\.\w+$/.exec(file.path)?.[1])
    .find((mark) => mark !== undefined);
  return habit === undefined ? undefined : `${path.slice(0, -extension.length)}${habit}${extension}`;
}

export const stemOf = (path: string): string =>
  posix
    .basename(path)
    .replace(/\.\w+$/, "")
    .toLowerCase();

/** `x.test.ts`, `x_test.go`, `test_x.py`, `XTest.java`, `__tests__/x.ts` are all tests of x. */
const testStem = (path: string): string =>
  posix
    .basename(path)
    .replace(/\.\w+$/, "")
    .replace(/(?:[._-](?:test|spec)s?|Tests?)$/, "")
    .replace(/^test[._-]/, "")
    .toLowerCase();
