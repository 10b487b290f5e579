import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { C_COMMENTS, character, type Lexeme, lineComment, rawString, shortString } from "./_lexis.ts";

/** `@"…"`: a doubled quote is a quote. */
const verbatim: Lexeme = {
  kind: "string",
  open: '(?:\\$?@|@\\$)"',
  end: (text, from) => {
    const quotes = /""|"/g;
    quotes.lastIndex = from;
    for (let quote = quotes.exec(text); quote !== null; quote = quotes.exec(text))
      if (quote[0] === '"') return quotes.lastIndex;
    return text.length;
  },
};

const HEAD =
  "(?:\\[[^\\[\\]\\n]*\\]\\s*){0,12}" +
  "(?:(?:public|protected|private|internal|static|sealed|abstract|partial|readonly|virtual|override|async|extern|unsafe|new|ref|file|required|const|event|volatile)\\s+){0,12}";
const TYPE =
  "(?!(?:return|new|else|throw|await|yield|case|using|namespace|goto|in|is|as)\\b)[\\w.]+(?:<[^(){};=]{0,300}>)?\\??(?:\\s*\\[,*\\])*\\??";

const declarations: readonly Declaration[] = [
  { kind: "module", pattern: /namespace\s+(?<name>[\w.]+)/y },
  { kind: "class", pattern: item("class\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "interface", pattern: item("interface\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "enum", pattern: item("enum\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "struct", pattern: item("(?:ref\\s+)?(?:record\\s+)?struct\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "class", pattern: item("record\\s+(?:class\\s+)?(?<name>\\w+)\\s*(?=[({:<;])"), place: "anywhere" },
  { kind: "type", pattern: item(`delegate\\s+${TYPE}\\s+(?<name>\\w+)\\s*(?=[(<])`), place: "anywhere" },
  {
    kind: "method",
    place: "member",
    pattern: item(`${TYPE}\\s+(?:[\\w.]+\\.)?(?<name>\\w+)\\s*(?:<[^(){};]{0,200}>)?\\s*\\(`),
    follows: /\s*(?:where\s[^{};=]*)?(?:\{|;|=>)/y,
  },
  {
    kind: "property",
    place: "member",
    pattern: item(
      `${TYPE}\\s+(?<name>\\w+)\\s*(?:\\{\\s*(?:\\[[^\\]\\n]*\\]\\s*)?(?:(?:public|protected|private|internal)\\s+)*(?:get|set|init)\\b|=>)`,
    ),
  },
  { kind: "constant", place: "member", pattern: item(`${TYPE}\\s+(?<name>[A-Z]\\w*)\\s*=(?![=>])`) },
];

const notNames = new Set(
  "if for foreach while switch catch return lock using fixed nameof typeof base this get set".split(" "),
);
const rules = { declarations, isExported, notNames };

export const csharp: Language = {
  name: "csharp",
  extensions: ["cs"],
  blank: blanker([
    ...C_COMMENTS,
    lineComment("(?<=^|\\n)[ \\t]*#"),
    rawString('\\$*"""', '"""'),
    verbatim,
    character,
    shortString('"'),
  ]),
  symbols: (source, path) => symbolsInBlocks(source, rules, path),
  imports: importsOf,
};

function item(pattern: string): RegExp {
  return new RegExp(HEAD + pattern, "y");
}

function isExported({ head, kind, container }: Found): boolean {
  return kind === "module" || /\bpublic\s/.test(head) || (container?.kind === "interface" && !/\bprivate\s/.test(head));
}

const USING =
  /^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:\w+[ \t]*=[ \t]*)?([\w.]+)(?:<[^;\n]*>)?[ \t]*;/gm;

function importsOf({ code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(USING)].map(({ index, 1: spec = "" }) => ({ spec, line: lineOf(index), names: [] }));
}
