import type { CodeSymbol, Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { after, C_COMMENTS, character, type Lexeme, shortString } from "./_lexis.ts";

/** A line for the preprocessor, with the lines it goes on in. */
const directive: Lexeme = {
  kind: "directive",
  open: "(?<=^|\\n)[ \\t]*#",
  end: (text, from) => {
    let at = text.indexOf("\n", from);
    while (at > 0 && /\\\r?$/.test(text.slice(at - 2, at))) at = text.indexOf("\n", at + 1);
    return at < 0 ? text.length : at;
  },
};

const raw: Lexeme = {
  kind: "string",
  open: '\\b(?:u8|[uUL])?R"[^\\s()\\\\]{0,16}\\(',
  end: (text, from, opened) => after(text, `)${opened.slice(opened.indexOf('"') + 1, -1)}"`, from),
};

const TEMPLATE = "(?:template\\s*<[^{};]{0,300}>\\s*)?";
const ATTRIBUTES =
  "(?:\\[\\[[^\\]\\n]*\\]\\]\\s*|(?:__declspec|__attribute__|alignas)\\s*\\([^\\n]*?\\)+\\s*|[A-Z][A-Z0-9_]{2,}\\s+){0,8}";
const NAMED = `${ATTRIBUTES}(?<name>\\w+)(?:<[^{};()]{0,200}>)?\\s*(?:final\\s*)?(?=[:{]|$|\\n)`;
/** What a function's head may hold before its name: types, pointers, qualifiers. */
const RETURNS =
  "(?!(?:return|else|new|delete|throw|case|goto|typedef|using|namespace|if|while|for|switch|do|struct\\s+\\w+\\s*\\{)\\b)" +
  "(?:(?:[\\w:~]+(?:<[^(){};=]{0,200}>)?(?:::)?|\\[\\[[^\\]\\n]*\\]\\])[\\s*&]+){1,8}?";
/** What may stand between the parameters and the body of a function, and what begins the body. */
const QUALIFIERS =
  "\\s*(?:(?:const|volatile|noexcept(?:\\s*\\([^()]*\\))?|override|final|&&?|[A-Z][A-Z0-9_]{2,}(?:\\([^()]*\\))?)\\s*){0,12}(?:->\\s*[^{};]{1,120}?)?";
const BODY = new RegExp(`${QUALIFIERS}(?:\\{|:(?!:)[^;]|=\\s*(?:default|delete)\\b|try\\b)`, "y");
const BODY_OR_END = new RegExp(`${QUALIFIERS}(?:\\{|;|:(?!:)[^;]|=\\s*(?:0|default|delete)\\b|try\\b)`, "y");

const declarations: readonly Declaration[] = [
  { kind: "module", pattern: /(?:inline\s+)?namespace\s+(?<name>[\w:]+)\s*(?=\{|\n)/y },
  {
    kind: "module",
    silent: true,
    pattern: /(?:inline\s+)?namespace\s*(?<name>)(?=\{)|extern\s*"[^"\n]*"\s*(?<name>)(?=\{|\n)/y,
  },
  { kind: "class", pattern: item(`class\\s+${NAMED}`), place: "anywhere" },
  { kind: "struct", pattern: item(`(?:typedef\\s+)?(?:struct|union)\\s+${NAMED}`), place: "anywhere" },
  { kind: "enum", pattern: item(`(?:typedef\\s+)?enum\\s+(?:class\\s+|struct\\s+)?${NAMED}`), place: "anywhere" },
  { kind: "type", pattern: item("using\\s+(?<name>\\w+)\\s*="), place: "anywhere" },
  { kind: "type", pattern: /typedef\s+[^;{}()]{1,300}?(?<name>\w+)\s*(?:\[[^\]\n]*\]\s*)*;/y },
  { kind: "type", pattern: /typedef\s+[^;{}()]{1,200}?\(\s*\*\s*(?<name>\w+)\s*\)\s*\(/y },
  {
    kind: "function",
    pattern: item(
      `${RETURNS}(?:(?<of>\\w+)(?:<[^(){};=]{0,100}>)?::)?(?<name>~?\\w+|operator\\s*[^\\s\\w(]{1,3})\\s*\\(`,
    ),
    follows: BODY,
  },
  { kind: "function", pattern: item("(?<of>\\w+)::(?<name>~?\\w+)\\s*\\("), follows: BODY },
  { kind: "function", pattern: /(?<=\n)(?<name>[a-z_]\w+)\s*\(/y, follows: BODY },
  { kind: "function", place: "member", pattern: item(`${RETURNS}(?<name>\\w+)\\s*\\(`), follows: BODY_OR_END },
];

const notNames = new Set(
  "if for while switch return sizeof catch defined else do alignof decltype static_assert".split(" "),
);
const rules = { declarations, isExported, notNames, conditionals: true as const };
const inHeader = {
  ...rules,
  declarations: declarations.map((one) => (one.follows === BODY ? { ...one, follows: BODY_OR_END } : one)),
};

export const c: Language = {
  name: "c",
  extensions: ["c", "h"],
  blank: blanker([...C_COMMENTS, directive, raw, character, shortString('"')]),
  symbols: (source, path) =>
    [
      ...macrosIn(source),
      ...symbolsInBlocks(source, /\.h\w*$/.test(path) ? inHeader : rules, path),
      ...namedAtEnd(source),
    ].toSorted((a, b) => a.line - b.line),
  imports: importsOf,
};

export const cpp: Language = { ...c, name: "cpp", extensions: ["cc", "cpp", "cxx", "hpp", "hh", "hxx", "ino"] };

function item(pattern: string): RegExp {
  return new RegExp(TEMPLATE + pattern, "y");
}

function isExported({ head }: Found): boolean {
  return !/^(?:\w+\s+)*static\s/.test(head);
}

const DIRECTIVE = /^[ \t]*#[ \t]*(?:define[ \t]+(?<macro>\w+)|include[ \t]*[<"](?<file>[^>"\n]+)[>"])/gm;

/** Directives that stand in the code and not in a comment or string. */
const directivesIn = ({ text, code }: Source): readonly RegExpExecArray[] =>
  [...text.matchAll(DIRECTIVE)].filter(
    ({ index, 0: match }) => code[index + match.indexOf("#")] === "#" || /^\s/.test(match),
  );

function macrosIn(source: Source): readonly CodeSymbol[] {
  const lineOf = lineCounter(source.text);
  return directivesIn(source).flatMap(({ index, groups }) => {
    const name = groups?.macro;
    return name === undefined ? [] : [{ name, kind: "macro", line: lineOf(index), exported: true } as const];
  });
}

/** `typedef struct { … } name;` */
function namedAtEnd({ code }: Source): readonly CodeSymbol[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(/^\}[ \t]*(?<name>\w+)[ \t]*;/gm)].flatMap(({ index, groups }) => {
    const begin = code.lastIndexOf("\ntypedef", index);
    const isTypedef = begin >= 0 && !/\n\}/.test(code.slice(begin, index - 1));
    return isTypedef ? [{ name: groups?.name ?? "", kind: "type", line: lineOf(index), exported: true } as const] : [];
  });
}

function importsOf(source: Source): readonly Import[] {
  const lineOf = lineCounter(source.text);
  return directivesIn(source).flatMap(({ index, groups }) => {
    const spec = groups?.file;
    return spec === undefined ? [] : [{ spec, line: lineOf(index), names: [] }];
  });
}
