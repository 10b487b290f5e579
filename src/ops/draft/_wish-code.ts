import type { CodeHit, CodeIndex, FoundSymbol } from "../../code/code-index.ts";
import { isDeclaration, isForAll, mainFiles } from "../../plan/draft/choose-files.ts";
import type { FoundCode, FoundFile } from "../../plan/draft/found-code.ts";
import type { Wish } from "../../plan/draft/wish.ts";
import { ok, type Result } from "../../std/result.ts";
import { type Found, type Looking, lookAround, lookAt, stemOf } from "./_wish-file.ts";

/** Files that a search by words looks at. */
const MAX_HITS = 25;
/** Files that one name may stand for. */
const MAX_NAMED = 3;

/** What there is to say when there is no code to ask. */
export const noCode: FoundCode = { looked: false, files: [], missing: [], unknown: [] };

/** Looks up what a wish names and what its words find. Only reads the index. */
export function findInCode(looking: Looking, wish: Wish): Result<FoundCode> {
  const paths = new Map(wish.paths.map((path) => [path, pathsFor(looking.index, path)]));
  const byName = namedFiles(looking, wish);
  if (!byName.ok) return byName;
  const searched = looking.index.search(wish.words.join(" "), MAX_HITS);
  if (!searched.ok) return searched;
  const doors = commandFiles(looking, wish);
  const behind = behindDoors(looking, doors);
  if (!behind.ok) return behind;
  const files: Found[] = [
    ...manifestsFor(looking, wish),
    ...doors,
    ...[...paths.values()].flat().map((path) => ({ path, by: { path }, symbols: undefined })),
    ...byName.value.files,
    ...hitsOf(searched.value.items, behind.value),
  ];
  const found = lookedAt(looking, files, wish);
  if (!found.ok) return found;
  const missing = [...paths].filter(([path, fits]) => fits.length === 0 && /\.\w+$/.test(path)).map(([path]) => path);
  return ok({ looked: true, files: found.value, missing, unknown: byName.value.unknown });
}

/** Each file once; who imports, uses and tests it is asked only of those that will be chosen, since that takes long. */
function lookedAt(looking: Looking, files: readonly Found[], wish: Wish): Result<readonly FoundFile[]> {
  const light: FoundFile[] = [];
  for (const one of files) {
    if (light.some(({ path }) => path === one.path)) continue;
    const file = lookAt(looking, one, wish);
    if (!file.ok) return file;
    if (file.value !== undefined) light.push(file.value);
  }
  const chosen = new Set(mainFiles(wish, light).map(({ path }) => path));
  const found: FoundFile[] = [];
  for (const one of light) {
    const file = chosen.has(one.path) ? lookAround(looking, one, wish) : ok(one);
    if (!file.ok) return file;
    found.push(file.value);
  }
  return ok(found);
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
      .filter((path) => COMMAND_FOLDERS.test(path) && stemOf(path) === command && !isTest(path))
      .toSorted((a, b) => depthBelow(a) - depthBelow(b));
    const name = new RegExp(`\`([a-z][\\w-]* ${RegExp.escape(command)})`).exec(sentence)?.[1] ?? command;
    return fits.slice(0, 1).map((path) => ({ path, by: { name }, symbols: undefined }));
  });
}

/** Folders between the folder of the commands and the file: the command itself stands before those that print what it says. */
const depthBelow = (path: string): number => path.replace(COMMAND_FOLDERS, "").split("/").length;

/** What the files of commands import, each with the file that does. */
function behindDoors({ index }: Looking, doors: readonly Found[]): Result<ReadonlyMap<string, string>> {
  const behind = new Map<string, string>();
  for (const { path } of doors) {
    const imports = index.importsOf(path);
    if (!imports.ok) return imports;
    for (const imported of imports.value.flatMap(({ paths }) => paths)) behind.set(imported, path);
  }
  return ok(behind);
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
  wish: Wish,
): Result<{ readonly files: readonly Found[]; readonly unknown: readonly string[] }> {
  const files: Found[] = [];
  const unknown: string[] = [];
  for (const name of wish.names) {
    const last = /([^.#:]+)$/.exec(name)?.[1] ?? name;
    const owner = /(?:^|[.#:])([^.#:]+)(?:\.|#|::)[^.#:]+$/.exec(name)?.[1];
    const named = index.symbolsNamed(last);
    if (!named.ok) return named;
    const own = named.value.filter(({ path }) => !isTest(path));
    const inOwner = own.filter(({ container }) => container?.toLowerCase() === owner?.toLowerCase());
    const best = inOwner.length > 0 && owner !== undefined ? inOwner : own;
    const ranked = best.toSorted((a, b) => Number(b.exported) - Number(a.exported));
    const places = placesOf(ranked, last, wish);
    // A name that stands in many files, such as `name`, says nothing about where.
    if (places.length > MAX_NAMED) continue;
    const inOwnerFile = places.length === 0 && owner !== undefined ? filesNamed({ index, isTest }, owner) : [];
    if (places.length === 0 && inOwnerFile.length === 0) unknown.push(name);
    files.push(...inOwnerFile.map((path) => ({ path, by: { name }, symbols: undefined })));
    files.push(...places.map(([path, symbols]) => ({ path, by: { name }, symbols })));
  }
  return ok({ files, unknown });
}

/** Of `list.comma` the file `list.js`, where nothing of the name itself is known. */
const filesNamed = ({ index, isTest }: Looking, owner: string): readonly string[] =>
  index
    .files()
    .map(({ path }) => path)
    .filter((path) => plainName(stemOf(path)) === plainName(owner) && !isTest(path) && !isDeclaration(path))
    .slice(0, 1);

/** The files that define a name; where one is named after it, the others only pass it on. */
function placesOf(
  symbols: readonly FoundSymbol[],
  name: string,
  wish: Wish,
): readonly (readonly [string, readonly FoundSymbol[]])[] {
  const places = [...Map.groupBy(symbols, ({ path }) => path)];
  const wanted = plainName(name);
  const own = isForAll(wish) ? [] : places.filter(([path]) => plainName(stemOf(path)) === wanted);
  const isOwn = own.some(([path]) => !isDeclaration(path));
  return isOwn ? [...own, ...places.filter((one) => isDeclaration(one[0]) && !own.includes(one))] : places;
}

/** `PreviousMap` and `previous-map` are the same name. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

function hitsOf(hits: readonly CodeHit[], behind: ReadonlyMap<string, string>): readonly Found[] {
  const best = hits[0]?.score ?? 1;
  return hits.map(({ path, score, symbols }) => {
    const door = behind.get(path);
    const words = best === 0 ? 0 : Number((score / best).toFixed(3));
    return { path, symbols, by: { words, ...(door === undefined ? {} : { door }) } };
  });
}
