import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type IndentRules, symbolsByIndent } from "./_indented.ts";
import { type Language, lineCounter } from "./_language.ts";
import { blockComment, endOfHeredoc, endOfString, type Lexeme, lineComment } from "./_lexis.ts";

const heredoc: Lexeme = {
  kind: "string",
  open: "<<[~-]?[\"'`]?[A-Z_]\\w*[\"'`]?",
  end: (text, from, opened) => endOfHeredoc(text, from, opened.replace(/[^\w]/g, "")),
  // `list <<OTHER` appends; without a sign a heredoc stands behind a blank, an equals sign or a parenthesis.
  when: (text, at) => /[~-]/.test(text[at + 2] ?? "") || /[=(,]\s*$/.test(text.slice(Math.max(0, at - 20), at)),
};

/** Strings may hold code, and that strings of the same sign. */
const text = (quote: string): Lexeme => ({
  kind: "string",
  open: quote,
  end: (all, from) => endOfText(all, from, quote),
  when: (all, at) => all[at - 1] !== "?" && all[at - 1] !== "$",
});

const pattern: Lexeme = {
  kind: "string",
  open: "/(?=[^\\s/=])",
  end: (all, from) => {
    const end = endOfString(all, from, { quote: "/", stop: "\n" });
    return all[end] === "\n" ? from : end;
  },
  when: (all, at) =>
    /(?:^|[=(,|&!{[]|\b(?:if|unless|when|and|or|return|match\??|=~))\s*$/.test(all.slice(Math.max(0, at - 20), at)),
};

const rules: IndentRules = {
  declarations: [
    { kind: "class", pattern: /class\s+(?:\w+::)*(?<name>[A-Z]\w*)/y, place: "anywhere" },
    { kind: "module", pattern: /module\s+(?:\w+::)*(?<name>[A-Z]\w*)/y, place: "anywhere" },
    {
      kind: "function",
      pattern:
        /(?:(?:private|protected|public|memoize|private_class_method)\s+)?def\s+(?:[\w]+\.)?(?<name>[\w]+[?!=]?|[+\-*/<>=!~%&|^[\]]+)/y,
      place: "anywhere",
    },
    { kind: "constant", pattern: /(?<name>[A-Z]\w*)\s*=(?![=~])/y, place: "anywhere" },
  ],
  isExported: ({ name }) => !name.startsWith("_"),
  hidesRest: /^\s*(?:private|protected)\s*$/,
};

export const ruby: Language = {
  name: "ruby",
  extensions: ["rb", "rake", "gemspec"],
  files: ["Rakefile", "Gemfile"],
  blank: blanker([
    blockComment("(?<=^|\\n)=begin\\b", "\n=end"),
    lineComment("#"),
    heredoc,
    text('"'),
    text("'"),
    text("`"),
    pattern,
  ]),
  symbols: (source) => symbolsByIndent(source, rules),
  imports: importsOf,
};

const REQUIRE = /^[ \t]*(?<how>require|require_relative|load|autoload[ \t]*\(?[ \t]*:\w+[ \t]*,)[ \t]*\(?[ \t]*["']/gm;

function importsOf({ text: all, code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  return [...code.matchAll(REQUIRE)].map((match) => {
    const from = match.index + match[0].length;
    const name = /^[^"'\n#]*/.exec(all.slice(from, from + 400))?.[0] ?? "";
    const isBeside = match.groups?.how === "require_relative" && !name.startsWith(".");
    return { spec: isBeside ? `./${name}` : name, line: lineOf(match.index), names: [] };
  });
}

function endOfText(all: string, from: number, quote: string): number {
  for (let at = from; at < all.length; at += 1) {
    const sign = all[at];
    if (sign === "\\") at += 1;
    else if (sign === quote) return at + 1;
    else if (sign === "#" && all[at + 1] === "{" && quote !== "'") at = endOfInserted(all, at + 2);
  }
  return all.length;
}

/** The last sign of inserted code: the brace that closes it, or where its line ends. */
function endOfInserted(all: string, from: number): number {
  let depth = 1;
  for (let at = from; at < all.length; at += 1) {
    const sign = all[at];
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (depth === 0) return at;
    if (sign === "\n") return at;
  }
  return all.length;
}
