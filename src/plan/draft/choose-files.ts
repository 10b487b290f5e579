import { wordsOf } from "../../evidence/likeness/words.ts";
import type { AffectedFile } from "../../ticket/affected-files.ts";
import type { FoundCode, FoundFile } from "./found-code.ts";
import { MAX_FILES_BY_WORDS, MAX_FILES_CHOSEN, MAX_FILES_FOR_ALL } from "./limits.ts";
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
  const main = mainFiles(wish, code.files);
  const created = code.missing.filter((path) => wish.intent !== "remove" && !main.some((one) => one.path === path));
  const chosen = [
    ...created.map((path): ChosenFile => ({ path, action: "create", note: "named in the wish and not there yet" })),
    ...main.map((found) => chosenFile(wish, found)),
  ];
  const files = [...chosen, ...testsOf(wish, main), ...usersOf(main)];
  return {
    files: onceByPath(files).slice(0, isForAll(wish) ? MAX_FILES_FOR_ALL : MAX_FILES_CHOSEN),
    near: files.length > 0 ? [] : code.files.slice(0, 3).map(({ path }) => path),
  };
}

/** The files that the work is in; tests and users come with them. */
export function mainFiles(wish: Wish, files: readonly FoundFile[]): readonly FoundFile[] {
  const fit = files.filter((one) => !isDeclaration(one.path) || "path" in one.by || isAboutTypes(wish));
  const named = fit.filter(({ by }) => !("words" in by));
  return once([...named, ...fitting(wish, fit)]).slice(0, MAX_FILES_CHOSEN);
}

/** Types that a package promises; they follow its code by themselves, unless types are what it is about. */
export const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

const isAboutTypes = (wish: Wish): boolean =>
  isForAll(wish) || /\b(?:types?|typings?|type declarations?|declaration files?|typescript)\b/i.test(wish.sentence);

/** Whether a name goes or becomes another: then all who use it are concerned. */
export const isForAll = ({ intent, verb }: Wish): boolean => intent === "remove" || /^rename$/i.test(verb ?? "");

/** Of the files found by words those that have enough of them in their own names, and of these no more than there is a reason for. */
function fitting(wish: Wish, files: readonly FoundFile[]): readonly FoundFile[] {
  const named = files.filter(({ by }) => !("words" in by));
  // A command is only the door; what it does may lie behind it.
  const isDoor = named.every(({ by }) => "name" in by && by.name.includes(" "));
  const room = named.length === 0 ? MAX_FILES_BY_WORDS : isDoor ? MAX_FILES_BY_WORDS - 1 : 0;
  // A file that is named and not there yet is where the work is.
  const isToCome = named.length === 0 && wish.paths.some((path) => /\.\w+$/.test(path));
  if (room === 0 || isToCome) return [];
  const ranked = rankedByWords(wish, files);
  const behind = ranked.filter(({ file }) => isBehind(file));
  const best = ranked[0]?.score ?? 0;
  const near = (behind.length > 0 ? behind : ranked).filter(({ score }) => score >= NEAR_BEST * best);
  return withReason(near, ranked)
    .slice(0, room)
    .map(({ file }) => file);
}

interface Ranked {
  readonly file: FoundFile;
  readonly held: readonly string[];
  readonly inName: readonly string[];
  readonly score: number;
}

function rankedByWords(wish: Wish, files: readonly FoundFile[]): readonly Ranked[] {
  const wanted = wish.intent === "document" ? ["text", "code"] : wish.intent === "test" ? ["code", "test"] : ["code"];
  const ranked = files.flatMap((file): readonly Ranked[] => {
    if (!("words" in file.by) || !wanted.includes(file.kind)) return [];
    const held = heldWords(wish, file);
    const inName = heldInName(file, held);
    const share = wish.words.length === 0 ? 0 : held.length / wish.words.length;
    const isNamed = share >= 0.3 && file.symbols.some(({ name }) => held.includes(name.toLowerCase()));
    const isEnough = held.length >= 2 || share >= 0.34 || isNamed || (held.length === 1 && inName.length > 0);
    const score = file.by.words + share + (inName.length > 0 ? 0.3 : 0);
    return isEnough ? [{ file, held, inName, score }] : [];
  });
  return ranked.toSorted((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1));
}

/** From here on a file is nearly as good as the best one. */
const NEAR_BEST = 0.8;
/** From here on nobody can tell which of two is meant. */
const AS_GOOD = 0.95;

/** The best file, and those after it that bring a word which none before them has, or are as good as the best. */
function withReason(near: readonly Ranked[], all: readonly Ranked[]): readonly Ranked[] {
  const best = near[0]?.score ?? 0;
  const taken: Ranked[] = [];
  for (const one of near) {
    const isNewName = one.inName.some((word) => !taken.some(({ inName }) => inName.includes(word)));
    const isNewWord = one.held.some((word) => isTelling(word, all) && !taken.some(({ held }) => held.includes(word)));
    if (taken.length === 0 || isNewName || isNewWord || one.score >= AS_GOOD * best) taken.push(one);
  }
  return taken;
}

/** A word that many of the files have says nothing about which of them is meant. */
const isTelling = (word: string, all: readonly Ranked[]): boolean =>
  all.filter(({ held }) => held.includes(word)).length * 3 <= all.length;

const isBehind = ({ by }: FoundFile): boolean => "words" in by && by.door !== undefined;

/** Words of the wish that stand in the path or in a fitting definition's name. */
function heldWords(wish: Wish, file: Pick<FoundFile, "path" | "symbols">): readonly string[] {
  const own = wordsOf([file.path, ...file.symbols.map(({ name }) => name)].join(" "));
  return wish.words.filter((word) => own.some((one) => isAlike(word, one)));
}

const heldInName = ({ path }: FoundFile, held: readonly string[]): readonly string[] => {
  const name = wordsOf(path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, ""));
  return held.filter((word) => name.some((one) => isAlike(word, one)));
};

/** The same word, or one of them is the other with an ending: cookie and cookies, parse and parser. Log and login are two. */
export function isAlike(a: string, b: string): boolean {
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
  if ("lists" in by) return `lists what the project is made of, ${by.lists} among it`;
  if ("name" in by && by.name.includes(" ")) return `is where \`${by.name}\` begins`;
  if ("name" in by) return `defines \`${by.name}\`, which the wish names`;
  const held = heldWords(wish, { path, symbols });
  const names = symbols
    .filter(({ name }) => wordsOf(name).some((one) => held.some((word) => isAlike(word, one))))
    .slice(0, 2)
    .map(({ name, line }) => `\`${name}\` in line ${line}`);
  const where = names.length === 0 ? "its path" : names.join(" and ");
  return `has the ${held.length === 1 ? "word" : "words"} ${held.join(", ")}: ${where}`;
}

/** A name that goes or changes takes its users along; otherwise they are only told of. */
const usersOf = (main: readonly FoundFile[]): readonly ChosenFile[] =>
  main.flatMap(({ path, users }) =>
    users.map((user): ChosenFile => ({ path: user, action: "modify", note: `uses what ${path} defines` })),
  );

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
