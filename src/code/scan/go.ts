import type { CodeSymbol, Import, SymbolKind } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { C_COMMENTS, character, rawString, shortString } from "./_lexis.ts";

const declarations: readonly Declaration[] = [
  { kind: "function", pattern: /func\s*\(\s*(?:\w+\s+)?\*?\s*(?<of>\w+)(?:\[[^\]\n]*\])?\s*\)\s*(?<name>\w+)/y },
  { kind: "function", pattern: /func\s+(?<name>\w+)/y },
  { kind: "struct", pattern: /type\s+(?<name>\w+)(?:\[[^\]\n]*\])?\s+struct\b/y },
  { kind: "interface", pattern: /type\s+(?<name>\w+)(?:\[[^\]\n]*\])?\s+interface\b/y },
  { kind: "type", pattern: /type\s+(?<name>\w+)/y },
  { kind: "constant", pattern: /const\s+(?<name>\w+)/y },
  { kind: "variable", pattern: /var\s+(?<name>\w+)/y },
  { kind: "function", place: "member", pattern: /(?<name>\w+)\(/y },
];

const isPublic = (name: string): boolean => /^\p{Lu}/u.test(name);
const rules = {
  declarations,
  isExported: ({ name }: Found) => isPublic(name),
  notNames: new Set(["func", "struct", "interface"]),
};

export const go: Language = {
  name: "go",
  extensions: ["go"],
  blank: blanker([...C_COMMENTS, rawString("`", "`"), character, shortString('"')]),
  symbols: (source) =>
    [...symbolsInBlocks(source, rules, ""), ...groupedIn(source)].toSorted((a, b) => a.line - b.line),
  imports: importsOf,
};

const GROUP = /^(const|var|type)[ \t]*\((.*?)^\)/gms;
const KINDS: Readonly<Record<string, SymbolKind>> = { const: "constant", var: "variable", type: "type" };

/** Names declared in a list in parentheses; the formatter of the language puts each on a line of its own behind one tab. */
function groupedIn({ code }: Source): readonly CodeSymbol[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(GROUP)].flatMap((group) => {
    const begin = group.index + group[0].indexOf("(") + 1;
    return [
      ...(group[2] ?? "").matchAll(/^\t(?<name>[A-Za-z_]\w*)(?:\[[^\]\n]*\])?[ \t]*(?<rest>struct\b|interface\b)?/gm),
    ].map((item) => {
      const name = item.groups?.name ?? "";
      return {
        name,
        kind: kindOf(group[1], item.groups?.rest),
        line: lineOf(begin + item.index),
        exported: isPublic(name),
      };
    });
  });
}

function kindOf(word: string | undefined, rest: string | undefined): SymbolKind {
  if (word === "type" && rest === "struct") return "struct";
  if (word === "type" && rest === "interface") return "interface";
  return KINDS[word ?? ""] ?? "variable";
}

const LIST = /^import[ \t]*\((.*?)^\)/gms;
const SINGLE = /^import[ \t]+(?:[\w.]+[ \t]+)?"/gm;

function importsOf({ text, code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  const quotes = [...code.matchAll(SINGLE)].map(({ index, 0: match }) => index + match.length);
  for (const list of code.matchAll(LIST))
    for (const item of list[0].matchAll(/^[ \t]*(?:[\w.]+[ \t]+)?["`](?= )/gm))
      quotes.push(list.index + item.index + item[0].length);
  return quotes.map((at) => ({
    spec: /^[^"`\n]*/.exec(text.slice(at, at + 400))?.[0] ?? "",
    line: lineOf(at),
    names: [],
  }));
}
