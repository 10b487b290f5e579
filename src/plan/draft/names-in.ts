import { isSafePath } from "../from-evidence/outside-text.ts";

/** What a text calls by name. */
export interface NamesIn {
  /** Paths of files and folders, as they are written. */
  readonly paths: readonly string[];
  /** Names of definitions: in back quotes, with a call behind, or spelled as only code is. */
  readonly names: readonly string[];
  /** Flags of a command line: `--limit`. */
  readonly flags: readonly string[];
  /** Amounts with their unit: "60 seconds", "10 MB", "100 %". */
  readonly amounts: readonly string[];
  /** Tickets that it waits for, by their ids. */
  readonly waitsFor: readonly string[];
}

const MOST = 12;
const PATH =
  /(?<![\w:/@.-])(?:\.{0,2}\/)?(?:[\w@.-]+\/)*[\w@.-]*\w\.[a-z][a-z0-9]{0,4}(?![\w/])|(?<![\w:/@.<-])(?:[\w@.-]+\/){1,12}[\w@.-]*/gi;
const CODE_WORD =
  /(?<![\w$/.-])(?:[\p{L}_$][\w$]*(?:(?:\.|#|::)[\p{L}_$][\w$]*)+|[a-z][a-z0-9]*(?:[A-Z][\w$]*)+|(?:[A-Z][a-z0-9]+){2,}|[a-z]\w*_\w+)(?![\w/])/gu;
const FLAG = /(?<![\w-])--[a-z][a-z0-9-]*/g;
const AMOUNT =
  /(?<![\w.,])\d[\d.,]{0,24}\s*(?:%|ms|milliseconds?|s|seconds?|min|minutes?|hours?|days?|weeks?|bytes?|[kmg]i?b|items?|entries|rows?|lines?|files?|characters?|times?|retries|requests?|tickets?|columns?|levels?|users?)(?![\w])/gi;
const WAITS =
  /\b(?:after|depends? on|depending on|waits? for|needs|requires|blocked by)\s+((?:[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}(?:\s*(?:,|and)\s*)?)+)/g;

export function namesIn(text: string): NamesIn {
  const quoted = [...text.matchAll(/`([^`\n]{1,160})`/g)].map(([, inner = ""]) => inner.trim());
  const calls = [...text.matchAll(/(?<![\w$])([\p{L}_$][\w$.#]{0,120})\(\)/gu)].map(([, name = ""]) => name);
  const words = [...text.matchAll(CODE_WORD)].map(([name]) => name);
  const paths = once([...quoted.filter(isPathLike), ...[...text.matchAll(PATH)].map(([path]) => path)])
    .map((path) => path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, ""))
    .filter((path) => isSafePath(path) && (path.includes("/") || FILE_END.test(path)));
  const inPath = (name: string): boolean => paths.some((path) => path === name || path.includes(`/${name}`));
  const names = [...quoted.map((inner) => inner.replace(/\(.*\)$/, "")), ...calls, ...words];
  return {
    paths: once(paths).slice(0, MOST),
    names: once(names.filter((name) => /^[\p{L}_$][\w$.#:]*$/u.test(name) && !inPath(name))).slice(0, MOST),
    flags: once([...text.matchAll(FLAG)].map(([flag]) => flag)).slice(0, MOST),
    amounts: once([...text.matchAll(AMOUNT)].map(([amount]) => amount.trim())).slice(0, MOST),
    waitsFor: once(
      [...text.matchAll(WAITS)].flatMap(([, ids = ""]) => ids.match(/[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}/g) ?? []),
    ).slice(0, MOST),
  };
}

const FILE_END =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|php|cs|swift|c|h|cc|cpp|hpp|scala|md|mdx|json|ya?ml|toml|html|css|scss|sql|sh|vue|svelte|txt)$/i;

const isPathLike = (text: string): boolean => /^[\w@./-]+$/.test(text) && (text.includes("/") || FILE_END.test(text));

const once = (all: readonly string[]): readonly string[] => [...new Set(all)];
