import { plain } from "../_text.ts";

/** Whether a text is nothing but what runners of scripts say about the script they run. */
export const isScriptChatter = (text: string): boolean => everyLine(text, SCRIPTS);

/** The same, and what TypeScript's compiler prints when it is asked to tell what it does, and finds nothing. */
export const isCompilerChatter = (text: string): boolean => everyLine(text, [...SCRIPTS, ...COMPILER]);

/** npm and pnpm, then yarn. */
const SCRIPTS: readonly RegExp[] = [/^> /, /^yarn run v\d/, /^\$ /, /^(?:✨ {2})?Done in \d[\d.]*\s?m?s\.?$/];

const PATH_END = "\\.(?:[cm]?[jt]sx?|json|vue|tsbuildinfo|map)";

const COMPILER: readonly RegExp[] = [
  // `--build --verbose`: the time of day, and what becomes of a project.
  /^\[?\d{1,2}:\d\d:\d\d(?: [AP]M)?(?: -|\]) (?:Projects in this build:|Project '.*' is (?:up to date|out of date)\b|Building project '|Updating (?:output|unchanged output))/,
  /^ {4}\* \S+$/,
  // `--diagnostics`
  /^(?:Files|Lines(?: of [A-Za-z]+)?|Nodes|Identifiers|Symbols|Types|Instantiations|Memory (?:used|allocs)|[A-Z][A-Za-z/ ]{0,60} (?:time|size)):\s+\d[\d.,]*[smKMG]?$/,
  // `--listFiles` and `--listEmittedFiles`: a path with spaces in it only where it is one from the root of the disk on.
  new RegExp(`^(?:TSFILE:\\s+)?(?:(?:/|[A-Za-z]:[\\\\/]).*|\\S+)${PATH_END}$`),
  /^Found 0 errors\b/,
];

function everyLine(text: string, known: readonly RegExp[]): boolean {
  return plain(text)
    .split("\n")
    .every((line) => line.trim() === "" || known.some((form) => form.test(line.trimEnd())));
}
