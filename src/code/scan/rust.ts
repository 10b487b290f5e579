import type { Import } from "../outline.ts";
import { blanker, type Source } from "./_blank.ts";
import { type Found, symbolsInBlocks } from "./_blocks.ts";
import { type Declaration, type Language, lineCounter } from "./_language.ts";
import { after, character, type Lexeme, lineComment, longString, nestedComment } from "./_lexis.ts";

/** `r#"…"#` ends with as many signs as it began with. */
const raw: Lexeme = {
  kind: "string",
  open: '\\bb?r#*"',
  end: (text, from, opened) => after(text, `"${"#".repeat(opened.split("#").length - 1)}`, from),
};

const VIS = "(?:#\\[[^\\]\\n]*\\][ \\t]*){0,12}(?:pub(?:\\s*\\([^()\\n]*\\))?\\s+)?";
const FN = '(?:(?:default|const|async|unsafe|extern(?:\\s*"[^"\\n]*")?)\\s+){0,12}fn\\s+(?<name>\\w+)';

const declarations: readonly Declaration[] = [
  { kind: "function", pattern: item(FN), place: "anywhere" },
  { kind: "struct", pattern: item("(?:struct|union)\\s+(?<name>\\w+)") },
  { kind: "enum", pattern: item("enum\\s+(?<name>\\w+)") },
  { kind: "trait", pattern: item("(?:unsafe\\s+)?trait\\s+(?<name>\\w+)") },
  {
    kind: "class",
    silent: true,
    pattern: item("(?:unsafe\\s+)?impl\\b[^;{}]*?\\bfor\\s+[&]?(?:[\\w]+::)*(?<name>\\w+)"),
  },
  {
    kind: "class",
    silent: true,
    pattern: item("(?:unsafe\\s+)?impl\\s*(?:<[^{};]*?>\\s+)?(?:[\\w]+::)*(?<name>\\w+)"),
  },
  { kind: "module", pattern: item("mod\\s+(?<name>\\w+)") },
  { kind: "type", pattern: item("type\\s+(?<name>\\w+)"), place: "anywhere" },
  { kind: "constant", pattern: item("(?:const|static(?:\\s+mut)?)\\s+(?<name>\\w+)\\s*:"), place: "anywhere" },
  { kind: "macro", pattern: item("macro_rules!\\s*(?<name>\\w+)") },
];

const rules = { declarations, isExported, notNames: new Set(["_"]) };

export const rust: Language = {
  name: "rust",
  extensions: ["rs"],
  blank: blanker([lineComment("//"), nestedComment, raw, character, longString('"')]),
  symbols: (source, path) => symbolsInBlocks(source, rules, path),
  imports: importsOf,
};

function item(pattern: string): RegExp {
  return new RegExp(VIS + pattern, "y");
}

/** What a trait asks for is as public as the trait; a macro is for all. */
function isExported({ head, kind, container }: Found): boolean {
  return /^(?:#\[[^\]]*\]\s*)*pub\b/.test(head) || container?.kind === "trait" || kind === "macro";
}

const USE = /^[ \t]*(?:pub(?:\([^()\n]*\))?[ \t]+)?use[ \t]+([^;]{1,4000});/gm;
const MOD = /^[ \t]*(?:pub(?:\([^()\n]*\))?[ \t]+)?mod[ \t]+(\w+)[ \t]*;/gm;

function importsOf({ code }: Source): readonly Import[] {
  const lineOf = lineCounter(code);
  const uses = [...code.matchAll(USE)].flatMap(({ index, 1: tree = "" }) =>
    branches(tree.replace(/\s+/g, " ")).map((spec) => ({ spec, line: lineOf(index), names: [] })),
  );
  return [
    ...uses,
    ...[...code.matchAll(MOD)].map(({ index, 1: name }) => ({ spec: `mod ${name}`, line: lineOf(index), names: [] })),
  ];
}

/** `a::{b, c::{d, e}}` says a::b, a::c::d and a::c::e. */
function branches(tree: string): readonly string[] {
  const at = tree.indexOf("{");
  if (at < 0) {
    const path = tree
      .replace(/ as .*$/, "")
      .replaceAll(" ", "")
      .replace(/::(?:\*|self)$/, "");
    return path === "" ? [] : [path];
  }
  const stem = tree.slice(0, at).replaceAll(" ", "");
  const inner = tree.slice(at + 1, tree.lastIndexOf("}") < at ? undefined : tree.lastIndexOf("}"));
  if (inner.split("{").length > 8) return stem === "" ? [] : [stem.replace(/::$/, "")];
  return listed(inner).flatMap((branch) => branches(stem + branch.trim()));
}

/** Parts between commas that stand in no braces. */
function listed(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  for (const { index, 0: sign } of list.matchAll(/[{},]/g)) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (sign !== "," || depth > 0) continue;
    parts.push(list.slice(begin, index));
    begin = index + 1;
  }
  return [...parts, list.slice(begin)].filter((part) => part.trim() !== "");
}
