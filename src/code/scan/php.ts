import type { Import } from "../outline.ts";
import { type Blank, blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { blockComment, endOfHeredoc, type Lexeme, lineComment, longString } from "./_lexis.ts";

const heredoc: Lexeme = {
  kind: "string",
  open: "<<<[ \\t]*[\"']?\\w+[\"']?",
  end: (text, from, opened) => endOfHeredoc(text, from, opened.replace(/[^\w]/g, "")),
};

/** Between two pieces of code there is a page. */
const page: Lexeme = {
  kind: "directive",
  open: "\\?>",
  end: (text, from) => nextCode(text, from),
};

const MODIFIERS =
  "(?:#\\[[^\\]\\n]*\\]\\s*){0,12}(?:(?:public|protected|private|static|final|abstract|readonly)\\s+){0,12}";

const declarations: readonly Declaration[] = [
  { kind: "module", pattern: /namespace\s+(?<name>[\w\\]+)/y },
  { kind: "class", pattern: item("class\\s+(?<name>\\w+)") },
  { kind: "interface", pattern: item("interface\\s+(?<name>\\w+)") },
  { kind: "trait", pattern: item("trait\\s+(?<name>\\w+)") },
  { kind: "enum", pattern: item("enum\\s+(?<name>\\w+)\\s*[:{\\n]") },
  { kind: "function", pattern: item("function\\s*&?\\s*(?<name>\\w+)\\s*\\("), place: "anywhere" },
  { kind: "constant", pattern: item("const\\s+(?:[\\w|?]+\\s+)?(?<name>\\w+)\\s*="), place: "anywhere" },
];

const rules = { declarations, isExported, notNames: new Set(["extends", "implements"]) };

const inCode = blanker([
  blockComment("/\\*", "*/"),
  { ...lineComment("//"), end: endOfLineOrCode },
  { ...lineComment("#(?!\\[)"), end: endOfLineOrCode },
  heredoc,
  page,
  longString('"'),
  longString("'"),
]);

export const php: Language = {
  name: "php",
  extensions: ["php", "phtml"],
  blank: blankPage,
  symbols: (source, path) => symbolsInBlocks(source, rules, path),
  imports: importsOf,
};

function item(pattern: string): RegExp {
  return new RegExp(MODIFIERS + pattern, "y");
}

function isExported({ head }: Found): boolean {
  return !/\b(?:private|protected)\s/.test(head);
}

/** Reads the code only; what stands before its first piece is a page too. */
function blankPage(text: string): ReturnType<Blank> {
  const begin = nextCode(text, 0);
  const before = text.slice(0, begin).replace(/[^\n]/g, " ");
  return { ...inCode(before + text.slice(begin)), text };
}

function nextCode(text: string, from: number): number {
  const at = text.indexOf("<?", from);
  if (at < 0) return text.length;
  return text.startsWith("<?php", at) ? at + 5 : at + (text[at + 2] === "=" ? 3 : 2);
}

/** A line comment ends before the code does. */
function endOfLineOrCode(text: string, from: number): number {
  const ends = /\n|\?>/g;
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}

const USE = /^use\s+(?:function\s+|const\s+)?([\w\\]+)(?:\s*\{([^{}]{0,4000})\})?/gm;
const INCLUDE = /\b(?:require|include)(?:_once)?\s*\(?\s*(?:__DIR__\s*\.\s*)?["']/g;

function importsOf({ text, code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  const found: Import[] = [];
  for (const { index, 1: stem = "", 2: list } of code.matchAll(USE))
    for (const name of list?.split(",") ?? [""])
      found.push({ spec: stem + (name.trim().split(/\s/)[0] ?? ""), line: lineOf(index), names: [] });
  for (const { index, 0: match } of code.matchAll(INCLUDE)) {
    const at = index + match.length;
    const path = /^[^"'\n$]*/.exec(text.slice(at, at + 400))?.[0] ?? "";
    const isBeside = match.includes("__DIR__");
    if (path !== "")
      found.push({ spec: isBeside ? `./${path.replace(/^\/+/, "")}` : path, line: lineOf(index), names: [] });
  }
  return found;
}
