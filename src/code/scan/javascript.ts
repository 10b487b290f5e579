import { MAX_PARAMETERS_LENGTH } from "../limits.ts";
import type { CodeSymbol, Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { C_COMMENTS, endOfString, type Lexeme, lineComment, shortString } from "./_lexis.ts";

const template: Lexeme = { kind: "string", open: "`", end: endOfTemplate };

/** A slash begins a regular expression where no value ends before it. */
const regex: Lexeme = { kind: "string", open: "/(?![/*])", end: endOfRegex, when: beginsValue };

const PREFIX = "(?:@[\\w$.]+(?:\\([^()\\n]*\\))?[ \\t]+){0,12}(?:export\\s+)?(?:default\\s+)?(?:declare\\s+)?";
const MEMBER =
  "(?:@[\\w$.]+(?:\\([^()\\n]*\\))?[ \\t]+){0,12}(?:(?:public|private|protected|static|override|abstract|readonly|async|accessor|get|set|declare)\\s+){0,12}";
const VALUE = "(?:const|let|var)\\s+(?<name>[\\w$]+)[^=;\\n]*=\\s*";

const declarations: readonly Declaration[] = [
  { kind: "function", pattern: free("(?:async\\s+)?function\\s*\\*?\\s*(?<name>[\\w$]+)") },
  { kind: "class", pattern: free("(?:abstract\\s+)?class\\s+(?!extends\\b)(?<name>[\\w$]+)") },
  { kind: "interface", pattern: free("interface\\s+(?<name>[\\w$]+)") },
  { kind: "type", pattern: free("type\\s+(?<name>[\\w$]+)\\s*[=<]") },
  { kind: "enum", pattern: free("(?:const\\s+)?enum\\s+(?<name>[\\w$]+)") },
  { kind: "module", pattern: free("(?:namespace|module)\\s+(?<name>[\\w$.]+)\\s*\\{") },
  { kind: "class", pattern: free(`${VALUE}class\\b`) },
  { kind: "function", pattern: free(`${VALUE}(?:async\\s+)?(?:function\\b|[\\w$]+\\s*=>|<[^>\\n]*>\\s*\\()`) },
  { kind: "function", pattern: free(`${VALUE}(?:async\\s*)?\\(`), follows: /\s*(?::[^=;{}]*)?=>/y },
  { kind: "constant", pattern: free("const\\s+(?<name>[\\w$]+)") },
  { kind: "variable", pattern: free("(?:let|var)\\s+(?<name>[\\w$]+)") },
  {
    kind: "function",
    pattern: /(?:module\.)?exports\.(?<name>[\w$]+)\s*=\s*(?:async\s+)?(?:function\b|\([^()\n]*\)\s*=>)/y,
  },
  { kind: "variable", pattern: /(?:module\.)?exports\.(?<name>[\w$]+)\s*=(?!=)/y },
  // `app.listen = function …`, `res.set = res.header = function …`: methods of an object that has no class.
  {
    kind: "function",
    pattern: /(?!this\.)(?<of>[\w$]+)\.(?<name>[\w$]+)\s*=\s*(?:[\w$.]+\s*=\s*)?(?:async\s+)?function\b/y,
  },
  // The same as an arrow: `app.listen = (port, options = {}) => {`.
  {
    kind: "function",
    pattern: /(?!this\.)(?<of>[\w$]+)\.(?<name>[\w$]+)\s*=\s*(?:async\s*)?\(/y,
    follows: /\s*(?::[^=;{}]*)?=>/y,
  },
  { kind: "function", pattern: /(?!this\.)(?<of>[\w$]+)\.(?<name>[\w$]+)\s*=\s*(?:async\s+)?[\w$]+\s*=>/y },
  // `defineGetter(req, "hostname", function hostname() {`: a function with a name of its own that is handed on.
  { kind: "function", pattern: /[\w$.]+\((?:[^()\n;]*,)?\s*(?:async\s+)?function\s+(?<name>[\w$]+)/y },
  { kind: "function", pattern: /(?<of>[\w$]+)\.prototype\.(?<name>[\w$]+)\s*=\s*(?:async\s+)?function\b/y },
  {
    kind: "method",
    place: "member",
    pattern: member("\\*?\\s*(?<name>#?[\\w$]+)\\s*=\\s*(?:async\\s*)?(?:function\\b|[\\w$]+\\s*=>)"),
  },
  {
    kind: "method",
    place: "member",
    pattern: member("(?<name>#?[\\w$]+)\\s*(?::[^=;{}\\n]+)?=\\s*(?:async\\s*)?\\("),
    follows: /\s*(?::[^=;{}]*)?=>/y,
  },
  {
    kind: "method",
    place: "member",
    pattern: member("\\*?\\s*(?<name>#?[\\w$]+)\\s*\\??\\s*(?:<[^(){};\\n]*>)?\\("),
    follows: /\s*(?:\{|:[^=]|;|,|$)/y,
  },
];

const WORDS =
  "if for while switch catch return function super constructor new typeof await throw with import in of do else";
const rules = { declarations, isExported, notNames: new Set(WORDS.split(" ")) };

/** JavaScript with and without JSX. */
export const javascript: Language = {
  name: "javascript",
  extensions: ["js", "jsx", "mjs", "cjs"],
  blank: blanker([...C_COMMENTS, lineComment("^#!"), shortString('"'), shortString("'"), template, regex]),
  symbols: (source, path) => withExports(source, symbolsInBlocks(source, rules, path)),
  imports: importsOf,
};

export const typescript: Language = { ...javascript, name: "typescript", extensions: ["ts", "tsx", "mts", "cts"] };

function free(pattern: string): RegExp {
  return new RegExp(PREFIX + pattern, "y");
}

function member(pattern: string): RegExp {
  return new RegExp(MEMBER + pattern, "y");
}

function isExported({ head, name, container }: Found): boolean {
  if (container?.kind === undefined || container.kind === "module")
    return /^(?:@\S+\s+)*(?:export\b|module\.exports|exports\b)|\.prototype\./.test(head);
  return !/\b(?:private|protected)\s/.test(head) && !name.startsWith("#");
}

/** Marks what a list at the end exports. */
function withExports({ code }: Source, symbols: readonly CodeSymbol[]): readonly CodeSymbol[] {
  const names = new Set<string>();
  for (const [, list = ""] of code.matchAll(/\bexport\s+(?:type\s+)?\{([^{}]{0,20000})\}(?!\s*from\b)/g))
    addNames(names, list);
  for (const [, list = ""] of code.matchAll(/\bmodule\.exports\s*=\s*\{([^{}()]{0,20000})\}/g)) addNames(names, list);
  for (const [, name = ""] of code.matchAll(/(?:\bexport\s+default\s+|\bmodule\.exports\s*=\s*)([\w$]+)\s*(?:;|\n|$)/g))
    names.add(name);
  if (names.size === 0) return symbols;
  return symbols.map((symbol) =>
    names.has(symbol.name) && symbol.container === undefined ? { ...symbol, exported: true } : symbol,
  );
}

function addNames(names: Set<string>, list: string): void {
  for (const item of list.split(",")) {
    const name = /^\s*(?:type\s+)?([\w$]+)/.exec(item)?.[1];
    if (name !== undefined) names.add(name);
  }
}

const STATEMENT =
  /(?:^|[;\n}])[ \t]*(?:import|export)\b[\w\s{},*$]{0,4000}?\bfrom\s*(?=["'])|(?:^|[;\n}])[ \t]*import\s*(?=["'])/g;
const CALL = /\b(?:import|require(?:\.resolve)?)\s*\(\s*(?=["'`])/g;

function importsOf({ text, code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  return [STATEMENT, CALL].flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match) => {
      const at = match.index + match[0].length;
      const end = code.indexOf(code[at] ?? "", at + 1);
      const spec = end < 0 ? "" : text.slice(at + 1, end);
      return spec === "" || spec.includes("${") ? [] : [{ spec, line: lineOf(at), names: [] }];
    }),
  );
}

/** Over `${…}`, in which there may be other templates, strings and braces. */
function endOfTemplate(text: string, from: number): number {
  const open: ("text" | "code")[] = ["text"];
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    const inText = open.at(-1) === "text";
    if (sign === "\\") at += 1;
    else if (sign === "`" && inText) open.pop();
    else if (sign === "`") open.push("text");
    else if (inText && sign === "$" && text[at + 1] === "{") {
      open.push("code");
      at += 1;
    } else if (!inText) at = overCode(text, at, open);
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

/** One sign of the code in a template; gives the offset of the last sign it took. */
function overCode(text: string, at: number, open: ("text" | "code")[]): number {
  const sign = text[at] ?? "";
  if (sign === "{") open.push("code");
  if (sign === "}") open.pop();
  if (sign === '"' || sign === "'") return endOfString(text, at + 1, { quote: sign, stop: "\n" }) - 1;
  if (sign === "/" && text[at + 1] !== "/" && beginsValue(text, at)) return Math.max(at, endOfRegex(text, at + 1) - 1);
  return at;
}

function endOfRegex(text: string, from: number): number {
  let inSet = false;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\n") return from;
    if (sign === "\\") at += 1;
    else if (sign === "[") inSet = true;
    else if (sign === "]") inSet = false;
    else if (sign === "/" && !inSet) return at + 1;
  }
  return from;
}

const VALUE_FOLLOWS =
  /(?:[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|await|yield|new))\s*$/;

function beginsValue(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at).trimEnd();
  if (before === "") return true;
  // Behind `<` it closes a tag.
  return (
    !before.endsWith("<") &&
    VALUE_FOLLOWS.test(before.slice(-10)) &&
    text.slice(at, at + MAX_PARAMETERS_LENGTH).includes("/")
  );
}
