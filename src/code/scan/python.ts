import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type IndentRules, symbolsByIndent } from "./_indented.ts";
import { type Language, lineCounter } from "./_language.ts";
import { lineComment, rawString, shortString } from "./_lexis.ts";

const rules: IndentRules = {
  declarations: [
    { kind: "class", pattern: /class\s+(?<name>\w+)/y, place: "anywhere" },
    { kind: "function", pattern: /(?:async\s+)?def\s+(?<name>\w+)/y, place: "anywhere" },
    { kind: "type", pattern: /type\s+(?<name>\w+)\s*(?:\[[^\]\n]*\]\s*)?=/y },
    { kind: "constant", pattern: /(?<name>[A-Z][A-Z0-9_]*)\s*(?::[^=\n]+)?=(?!=)/y },
    { kind: "variable", pattern: /(?<name>[A-Za-z_]\w*)\s*(?::[^=\n]+)?=(?!=)/y },
  ],
  isExported: ({ name }) => !name.startsWith("_") || /^__\w+__$/.test(name),
};

export const python: Language = {
  name: "python",
  extensions: ["py", "pyi"],
  blank: blanker([
    lineComment("#"),
    rawString('"""', '"""'),
    rawString("'''", "'''"),
    shortString('"'),
    shortString("'"),
  ]),
  symbols: (source) => symbolsByIndent(source, rules),
  imports: importsOf,
};

const FROM = /^[ \t]*from[ \t]+(?<spec>[\w.]+)[ \t]+import[ \t]+(?<names>\([^()]{0,8000}\)|[^\n;(]*)/gm;
const IMPORT = /^[ \t]*import[ \t]+(?<specs>[\w., \t]+)/gm;

function importsOf({ code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  const found: Import[] = [];
  for (const { index, groups } of code.matchAll(FROM))
    found.push({ spec: groups?.spec ?? "", line: lineOf(index), names: namesIn(groups?.names ?? "") });
  for (const { index, groups } of code.matchAll(IMPORT))
    for (const spec of namesIn(groups?.specs ?? "")) found.push({ spec, line: lineOf(index), names: [] });
  return found;
}

/** `a, b as c` names a and b. */
const namesIn = (list: string): readonly string[] =>
  list
    .replace(/[()\\]/g, " ")
    .split(",")
    .map((item) => item.trim().split(/\s+/)[0] ?? "")
    .filter((name) => /^[\w.*]+$/.test(name));
