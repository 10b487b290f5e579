import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { C_COMMENTS, character, rawString, shortString } from "./_lexis.ts";

const HEAD =
  "(?:@(?!interface\\b)[\\w.]+(?:\\((?:[^()\\n]|\\([^()\\n]*\\))*\\))?\\s+){0,12}" +
  "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|synchronized|native|default|strictfp|transient|volatile)\\s+){0,12}";
const TYPE =
  "(?:<[^(){};]{0,200}>\\s*)?(?!(?:return|new|else|throw|assert|yield|case)\\b)[\\w.$]+(?:<[^(){};=]{0,300}>)?(?:\\s*\\[\\])*(?:\\.\\.\\.)?";

const declarations: readonly Declaration[] = [
  { kind: "class", pattern: item("class\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "interface", pattern: item("@?interface\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "enum", pattern: item("enum\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "class", pattern: item("record\\s+(?<name>\\w+)\\s*(?=[(<])"), place: "anywhere" },
  {
    kind: "method",
    place: "member",
    pattern: item(`${TYPE}\\s+(?<name>\\w+)\\s*\\(`),
    follows: /\s*(?:\[\]\s*)*(?:throws\s[\w.,\s]+)?(?:default\b[^;{]*)?[{;]/y,
  },
  { kind: "constant", place: "member", pattern: item(`${TYPE}\\s+(?<name>[A-Z][A-Z0-9_]*)\\s*=`) },
];

const rules = {
  declarations,
  isExported,
  notNames: new Set("if for while switch catch return synchronized super this".split(" ")),
};

export const java: Language = {
  name: "java",
  extensions: ["java"],
  blank: blanker([...C_COMMENTS, rawString('"""', '"""'), character, shortString('"')]),
  symbols: (source, path) => symbolsInBlocks(source, rules, path),
  imports: importsOf,
};

function item(pattern: string): RegExp {
  return new RegExp(HEAD + pattern, "y");
}

function isExported({ head, container }: Found): boolean {
  return /\bpublic\s/.test(head) || (container?.kind === "interface" && !/\bprivate\s/.test(head));
}

const IMPORT = /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)(\.\*)?[ \t]*;/gm;

function importsOf({ code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(IMPORT)].map(({ index, 1: spec = "", 2: all }) => ({
    spec: all === undefined ? spec : `${spec}.*`,
    line: lineOf(index),
    names: [],
  }));
}
