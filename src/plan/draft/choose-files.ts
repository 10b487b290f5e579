import { wordsOf } from "../../evidence/likeness/words.ts";
import type { AffectedFile } from "../../ticket/affected-files.ts";
import type { FoundCode, FoundFile } from "./found-code.ts";
import { MAX_FILES_BY_WORDS, MAX_FILES_CHOSEN } from "./limits.ts";
import type { Wish } from "./wish.ts";

/** A file that the work will most likely touch; the note says why. */
export interface ChosenFile extends AffectedFile {
  readonly found?: FoundFile;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  /** Files whose words come near, where none was near enough to be named. */
  readonly near: readonly string[];
}

/** Chooses few files and says of each why. Nothing is guessed: without a name or enough common words there is no file. */
export function chooseFiles(wish: Wish, code: FoundCode): ChosenFiles {
  const named = code.files.filter(({ by }) => !("words" in by));
  const byWords = fitting(wish, code);
  const main = once([...named, ...byWords]).slice(0, MAX_FILES_CHOSEN);
  const created = code.missing.filter((path) => wish.intent !== "remove" && !main.some((one) => one.path === path));
  const chosen = [
    ...created.map((path): ChosenFile => ({ path, action: "create", note: "named in the wish and not there yet" })),
    ...main.map((found) => chosenFile(wish, found)),
  ];
  const files = [...chosen, ...callersOf(wish, main), ...testsOf(wish, main)];
  return {
    files: onceByPath(files).slice(0, MAX_FILES_CHOSEN),
    near: files.length > 0 ? [] : code.files.slice(0, 3).map(({ path }) => path),
  };
}

/** Of the files found by words those that have enough of them in their own names. */
function fitting(wish: Wish, { files }: FoundCode): readonly FoundFile[] {
  const wanted = wish.intent === "document" ? ["text", "code"] : wish.intent === "test" ? ["code", "test"] : ["code"];
  const scored = files.flatMap((file) => {
    if (!("words" in file.by) || !wanted.includes(file.kind)) return [];
    const held = heldWords(wish, file);
    const share = wish.words.length === 0 ? 0 : held.length / wish.words.length;
    const isEnough = held.length >= 2 || share >= 0.34 || (held.length === 1 && inFileName(file, held));
    const score = file.by.words + share + (inFileName(file, held) ? 0.3 : 0);
    return isEnough ? [{ file, score }] : [];
  });
  const ranked = scored.toSorted((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1));
  const best = ranked[0]?.score ?? 0;
  const room = files.some(({ by }) => !("words" in by)) ? 1 : MAX_FILES_BY_WORDS;
  return ranked
    .filter(({ score }) => score >= 0.6 * best)
    .slice(0, room)
    .map(({ file }) => file);
}

/** Words of the wish that stand in the path or in a fitting definition's name. */
function heldWords(wish: Wish, file: Pick<FoundFile, "path" | "symbols">): readonly string[] {
  const own = wordsOf([file.path, ...file.symbols.map(({ name }) => name)].join(" "));
  return wish.words.filter((word) => own.some((one) => isAlike(word, one)));
}

const inFileName = ({ path }: FoundFile, held: readonly string[]): boolean => {
  const name = wordsOf(path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, ""));
  return held.some((word) => name.some((one) => isAlike(word, one)));
};

/** The same word, or one of them is the other with an ending: cookie and cookies, parse and parser. Log and login are two. */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const stem = short.replace(/[ey]$/, "");
  return short.length >= 3 && long.startsWith(stem) && ENDINGS.has(long.slice(stem.length));
}

const ENDINGS = new Set(["s", "es", "ed", "d", "ing", "er", "ers", "r", "or", "ies", "ied", "ation", "ion"]);

function chosenFile(wish: Wish, found: FoundFile): ChosenFile {
  const isWhole = "path" in found.by && (wish.intent === "remove" || /\bdeletes?\b/i.test(wish.sentence));
  const onlyPath =
    wish.names.length === 0 && wish.object.replaceAll("`", "").endsWith("path" in found.by ? found.by.path : "\0");
  return { path: found.path, action: isWhole && onlyPath ? "delete" : "modify", note: reasonOf(wish, found), found };
}

function reasonOf(wish: Wish, { by, symbols, path }: FoundFile): string {
  if ("path" in by) return "named in the wish";
  if ("name" in by) return `defines \`${by.name}\`, which the wish names`;
  const held = heldWords(wish, { path, symbols });
  const names = symbols
    .filter(({ name }) => wordsOf(name).some((one) => held.some((word) => isAlike(word, one))))
    .slice(0, 2)
    .map(({ name, line }) => `\`${name}\` in line ${line}`);
  const where = names.length === 0 ? "its path" : names.join(" and ");
  return `has the ${held.length === 1 ? "word" : "words"} ${held.join(", ")}: ${where}`;
}

/** A name that goes or changes takes its callers along; otherwise callers are only told of. */
function callersOf(wish: Wish, main: readonly FoundFile[]): readonly ChosenFile[] {
  const isForAll = wish.intent === "remove" || /^rename$/i.test(wish.verb ?? "");
  if (!isForAll) return [];
  return main
    .filter(({ by }) => "name" in by)
    .flatMap(({ path, importers }) =>
      importers.map((caller): ChosenFile => ({ path: caller, action: "modify", note: `imports ${path}` })),
    );
}

function testsOf(wish: Wish, main: readonly FoundFile[]): readonly ChosenFile[] {
  if (wish.intent === "document") return [];
  return main.flatMap(({ path, tests, testToWrite, kind }): readonly ChosenFile[] => {
    if (kind !== "code") return [];
    const [test] = tests;
    if (test !== undefined) return [{ path: test, action: "modify", note: `tests ${path}` }];
    return testToWrite === undefined
      ? []
      : [{ path: testToWrite, action: "create", note: `${path} has no test yet; those of its neighbours stand here` }];
  });
}

const once = (files: readonly FoundFile[]): readonly FoundFile[] =>
  [...new Map(files.toReversed().map((file) => [file.path, file])).values()].toReversed();

const onceByPath = (files: readonly ChosenFile[]): readonly ChosenFile[] =>
  files.filter(({ path }, at) => files.findIndex((one) => one.path === path) === at);
