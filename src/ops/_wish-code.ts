import { dirname, posix } from "node:path";
import type { CodeHit, CodeIndex } from "../code/code-index.ts";
import type { CodeSymbol } from "../code/outline.ts";
import { wordsOf } from "../evidence/likeness/words.ts";
import type { Matcher } from "../gate/globs.ts";
import { isAlike, isForAll } from "../plan/draft/choose-files.ts";
import type { FoundCode, FoundFile } from "../plan/draft/found-code.ts";
import type { Wish } from "../plan/draft/wish.ts";
import { ok, type Result } from "../std/result.ts";

/** Files that a search by words looks at. */
const MAX_HITS = 25;
/** Files that one name may stand for. */
const MAX_NAMED = 3;
const MAX_SYMBOLS = 5;
/** Lines on which a name is looked for. */
const MAX_REFERENCES = 500;

export interface Looking {
  readonly index: CodeIndex;
  /** By the settings or by habit. */
  readonly isTest: Matcher;
}

/** What there is to say when there is no code to ask. */
export const noCode: FoundCode = { looked: false, files: [], missing: [], unknown: [] };

/** Looks up what a wish names and what its words find. Only reads the index. */
export function findInCode(looking: Looking, wish: Wish): Result<FoundCode> {
  const paths = new Map(wish.paths.map((path) => [path, pathsFor(looking.index, path)]));
  const byName = namedFiles(looking, wish);
  if (!byName.ok) return byName;
  const searched = looking.index.search(wish.words.join(" "), MAX_HITS);
  if (!searched.ok) return searched;
  const files: Found[] = [
    ...manifestsFor(looking, wish),
    ...commandFiles(looking, wish),
    ...[...paths.values()].flat().map((path) => ({ path, by: { path }, symbols: undefined })),
    ...byName.value.files,
    ...hitsOf(searched.value.items),
  ];
  const seen = new Set<string>();
  const found: FoundFile[] = [];
  for (const one of files) {
    if (seen.has(one.path)) continue;
    seen.add(one.path);
    const file = detailsOf(looking, one, wish);
    if (!file.ok) return file;
    if (file.value !== undefined) found.push(file.value);
  }
  const missing = [...paths].filter(([path, fits]) => fits.length === 0 && /\.\w+$/.test(path)).map(([path]) => path);
  return ok({ looked: true, files: found, missing, unknown: byName.value.unknown });
}

interface Found {
  readonly path: string;
  readonly by: FoundFile["by"];
  /** Those that fit, where a search or a name told them. */
  readonly symbols: readonly CodeSymbol[] | undefined;
}

/** What a project is made of stands in one of these, at its root; the lock file beside it changes along. */
const MANIFESTS = [
  ["package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"],
  ["pyproject.toml", "requirements.txt", "uv.lock", "poetry.lock"],
  ["Cargo.toml", "Cargo.lock"],
  ["go.mod", "go.sum"],
  ["Gemfile", "Gemfile.lock"],
  ["composer.json", "composer.lock"],
  ["pom.xml"],
  ["build.gradle", "build.gradle.kts"],
] as const;

/** Only for upkeep: an upgrade begins in the manifest, not where the package is used. */
function manifestsFor({ index }: Looking, { intent, object }: Wish): readonly Found[] {
  if (intent !== "upkeep") return [];
  return MANIFESTS.flat().flatMap((path) =>
    index.exists(path) ? [{ path, by: { lists: object.split(/\s+/, 1)[0] ?? "" }, symbols: [] }] : [],
  );
}

const COMMAND_FOLDERS = /(?:^|\/)(?:cmds?|commands?|ops|verbs|subcommands?|cli)\//i;

/** "`shop history`" is a command: programs keep each in a file of its name. */
function commandFiles({ index, isTest }: Looking, { commands, sentence }: Wish): readonly Found[] {
  return commands.flatMap((command) => {
    const fits = index
      .files()
      .map(({ path }) => path)
      .filter((path) => COMMAND_FOLDERS.test(path) && stemOf(path) === command && !isTest(path));
    const name = new RegExp(`\`([a-z][\\w-]* ${RegExp.escape(command)})`).exec(sentence)?.[1] ?? command;
    return fits.slice(0, 1).map((path) => ({ path, by: { name }, symbols: undefined }));
  });
}

/** The file of this path, or the files whose path ends so; a folder is no file. */
function pathsFor(index: CodeIndex, path: string): readonly string[] {
  if (index.exists(path)) return [path];
  return index
    .files()
    .filter((file) => file.path.endsWith(`/${path}`))
    .slice(0, MAX_NAMED)
    .map((file) => file.path);
}

function namedFiles(
  { index, isTest }: Looking,
  { names }: Wish,
): Result<{ readonly files: readonly Found[]; readonly unknown: readonly string[] }> {
  const files: Found[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    const last = /([^.#:]+)$/.exec(name)?.[1] ?? name;
    const owner = /(?:^|[.#:])([^.#:]+)(?:\.|#|::)[^.#:]+$/.exec(name)?.[1];
    const named = index.symbolsNamed(last);
    if (!named.ok) return named;
    const own = named.value.filter(({ path }) => !isTest(path));
    const inOwner = own.filter(({ container }) => container?.toLowerCase() === owner?.toLowerCase());
    const best = inOwner.length > 0 && owner !== undefined ? inOwner : own;
    const ranked = best.toSorted((a, b) => Number(b.exported) - Number(a.exported));
    const places = [...Map.groupBy(ranked, ({ path }) => path)];
    // A name that stands in many files, such as `name`, says nothing about where.
    if (places.length > MAX_NAMED) continue;
    if (places.length === 0) unknown.push(name);
    files.push(...places.map(([path, symbols]) => ({ path, by: { name }, symbols })));
  }
  return ok({ files, unknown });
}

function hitsOf(hits: readonly CodeHit[]): readonly Found[] {
  const best = hits[0]?.score ?? 1;
  return hits.map(({ path, score, symbols }) => ({
    path,
    symbols,
    by: { words: best === 0 ? 0 : Number((score / best).toFixed(3)) },
  }));
}

/** What the index knows of one file that somebody names. */
export const fileDetails = (looking: Looking, path: string, wish: Wish): Result<FoundFile | undefined> =>
  detailsOf(looking, { path, by: { path }, symbols: undefined }, wish);

function detailsOf({ index, isTest }: Looking, found: Found, wish: Wish): Result<FoundFile | undefined> {
  const file = index.file(found.path);
  if (file === undefined || (!("lists" in found.by) && !["source", "text"].includes(file.kind))) return ok(undefined);
  const lines = index.linesOf(found.path);
  if (!lines.ok) return lines;
  const importers = index.importersOf(found.path);
  if (!importers.ok) return importers;
  const all = "name" in found.by && found.symbols !== undefined ? ok(found.symbols) : index.symbolsIn(found.path);
  if (!all.ok) return all;
  const users = usersOf(index, found, wish);
  if (!users.ok) return users;
  const isCode = file.kind === "source" && !/\.(?:mdx?|rst|txt|json|ya?ml|toml)$/i.test(found.path);
  const kind = isTest(found.path) ? "test" : isCode ? "code" : "text";
  const from = [...new Set(importers.value.map(({ path }) => path))];
  const tests = kind === "code" ? testsOf({ index, isTest }, found.path, from) : [];
  return ok({
    path: found.path,
    kind,
    lines: lines.value,
    by: found.by,
    symbols: fittingSymbols(all.value, wish).slice(0, MAX_SYMBOLS),
    importers: from.filter((path) => !isTest(path)),
    users: users.value,
    tests,
    testToWrite: kind === "code" && tests.length === 0 ? testToWrite({ index, isTest }, found.path) : undefined,
  });
}

/** Definitions whose names have words of the wish come first, in the order of how many; one that is named outright before all. */
function fittingSymbols(symbols: readonly CodeSymbol[], { words, names }: Wish): readonly CodeSymbol[] {
  const named = new Set(names.map((name) => /([^.#:]+)$/.exec(name)?.[1]));
  const rank = ({ name, kind, exported }: CodeSymbol): number => {
    const weight = (exported ? 0.2 : 0) + (["class", "function", "method"].includes(kind) ? 0.1 : 0);
    const own = wordsOf(name);
    const held = own.filter((word) => words.some((one) => isAlike(word, one))).length;
    return (named.has(name) ? 10 : 0) + weight + held + (own.length === 0 ? 0 : held / own.length);
  };
  return symbols
    .map((symbol) => ({ symbol, points: rank(symbol) }))
    .toSorted((a, b) => b.points - a.points)
    .map(({ symbol }) => symbol);
}

/** Where a name goes or changes, every file in which it stands has to follow. */
function usersOf(index: CodeIndex, { path, by }: Found, wish: Wish): Result<readonly string[]> {
  if (!("name" in by) || !isForAll(wish)) return ok([]);
  const last = /([^.#:]+)$/.exec(by.name)?.[1] ?? by.name;
  const references = index.references(last, MAX_REFERENCES);
  if (!references.ok) return references;
  return ok([...new Set(references.value.items.map((one) => one.path))].filter((one) => one !== path));
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

const stemOf = (path: string): string =>
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
