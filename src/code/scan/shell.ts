import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { symbolsInBlocks } from "./_blocks.ts";
import { type Language, lineCounter } from "./_language.ts";
import { endOfHeredoc, type Lexeme, lineComment, longString, rawString } from "./_lexis.ts";

const heredoc: Lexeme = {
  kind: "string",
  open: "(?<!<)<<-?[ \\t]*[\"'\\\\]?[A-Za-z_]\\w*[\"']?",
  end: (text, from, opened) => endOfHeredoc(text, from, opened.replace(/[^\w]/g, "")),
  // In arithmetic it moves bits.
  when: (text, at) =>
    !text
      .slice(text.lastIndexOf("\n", at) + 1, at)
      .slice(-200)
      .includes("(("),
};

const rules = {
  declarations: [
    { kind: "function", pattern: /(?:function\s+)?(?<name>[\w:.-]+)\s*\(\s*\)/y },
    { kind: "function", pattern: /function\s+(?<name>[\w:.-]+)/y },
    { kind: "variable", pattern: /(?:export|readonly|declare(?:\s+-\w+)*)\s+(?<name>[A-Za-z_]\w*)=/y },
  ],
  isExported: () => true,
  notNames: new Set<string>(),
} as const;

export const shell: Language = {
  name: "shell",
  extensions: ["sh", "bash", "zsh", "ksh"],
  blank: blanker([
    { kind: "string", open: "\\\\[^\\n]", end: (_text, from) => from },
    lineComment("(?<![^\\s;(])#"),
    heredoc,
    rawString("(?<!\\$)'", "'"),
    longString('"'),
    longString("(?<=\\$)'"),
  ]),
  symbols: (source, path) => symbolsInBlocks(source, rules, path),
  imports: importsOf,
};

const SOURCE = /^[ \t]*(?:source|\.)[ \t]+/gm;

/** Files that are read in; one whose place only a variable knows is named by what follows the variable. */
function importsOf({ text, code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(SOURCE)].flatMap((match) => {
    const at = match.index + match[0].length;
    const word = /^["']?(?:\$\([^()\n]*\)|\$\{?\w+\}?)?(?<spec>[^\s"'$;&|]+)/.exec(text.slice(at, at + 400))?.groups
      ?.spec;
    if (word === undefined) return [];
    return [
      {
        spec: word.startsWith("/") && /^["']?\$/.test(text.slice(at, at + 2)) ? `.${word}` : word,
        line: lineOf(at),
        names: [],
      },
    ];
  });
}
