import {
  CHARACTER,
  DOUBLE,
  DOUBLE_DOUBLED,
  DOUBLE_LINES,
  HASH_AT_LINE,
  HASH_AT_WORD,
  SINGLE,
  SINGLE_DOUBLED,
  SINGLE_LINES,
  SLASHES,
  TRIPLE_DOUBLE,
  TRIPLE_SINGLE,
} from "./forms.ts";
import type { Language } from "./language.ts";
import { podText, regexOfRuby, rubyLiteral } from "./special-forms.ts";

/*
 * Languages of scripts, and of functions.
 */

export const python: Language = {
  name: "python",
  line: ["#"],
  strings: [TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
};

export const ruby: Language = {
  name: "ruby",
  skip: ["\\$[\"'`]", "\\?[\"'`#/](?<=[\\s(,\\[=]\\?.)(?=[\\s),\\].;]|$)", "\\\\."],
  line: ["#"],
  block: [{ open: "=begin(?<=^=begin)\\b", close: "^=end\\b" }],
  strings: [
    { ...DOUBLE_LINES, code: "#\\{" },
    SINGLE_LINES,
    { open: "`", close: "`", escapes: true, lines: true, code: "#\\{" },
    { open: "__END__(?<=^__END__)$", close: () => "\0", lines: true },
  ],
  special: [rubyLiteral, regexOfRuby],
  hereText: {
    open: "<<(?:[-~](?:[A-Za-z_]\\w*|\"[^\"\\n]+\"|'[^'\\n]+'|`[^`\\n]+`)|[A-Z_][A-Z0-9_]*\\b|\"[A-Z_]\\w*\"|'[A-Z_]\\w*')",
    word: (opened) => opened.replace(/^<<[-~]?/, "").replace(/["'`]/g, ""),
  },
};

export const elixir: Language = {
  name: "elixir",
  skip: ["\\?\\\\?.(?<=[\\s(,\\[{|]\\?\\\\?.)"],
  line: ["#"],
  strings: [TRIPLE_DOUBLE, TRIPLE_SINGLE, { ...DOUBLE_LINES, code: "#\\{" }, SINGLE],
};

export const shell: Language = {
  name: "shell",
  skip: ["\\\\."],
  line: [HASH_AT_WORD],
  strings: [
    { open: "\\$'", close: "'", escapes: true, lines: true },
    DOUBLE_LINES,
    { open: "'", close: "'", lines: true },
  ],
  hereText: {
    open: "<<(?<!<<<)-?[ \\t]*(?:\\\\?[A-Za-z_]\\w*|\"[^\"\\n]+\"|'[^'\\n]+')",
    word: (opened) => opened.replace(/^<<-?[ \t]*/, "").replace(/["'\\]/g, ""),
  },
};

export const make: Language = {
  name: "make",
  skip: ["\\\\."],
  line: [HASH_AT_WORD],
  strings: [DOUBLE, { open: "'", close: "'" }],
};

export const powershell: Language = {
  name: "powershell",
  skip: ["`."],
  line: [HASH_AT_WORD],
  block: [{ open: "<#", close: "#>" }],
  strings: [
    { open: '@"$', close: '^"@', lines: true },
    { open: "@'$", close: "^'@", lines: true },
    { ...DOUBLE_DOUBLED },
    SINGLE_DOUBLED,
  ],
};

export const lua: Language = {
  name: "lua",
  line: ["--(?!\\[=*\\[)"],
  block: [0, 1, 2, 3].map((level) => ({ open: `--\\[${"=".repeat(level)}\\[`, close: `\\]${"=".repeat(level)}\\]` })),
  strings: [DOUBLE, SINGLE, { open: "\\[=*\\[", close: (opened) => opened.replaceAll("[", "]"), lines: true }],
};

export const haskell: Language = {
  name: "haskell",
  skip: [CHARACTER],
  line: ["--+(?![!#$%&*+./<=>?@\\\\^|~:-])"],
  block: [{ open: "\\{-", close: "-\\}", nests: true }],
  strings: [DOUBLE],
};

export const perl: Language = { name: "perl", line: [HASH_AT_LINE], special: [podText] };

export const lisp: Language = { name: "lisp", skip: ["\\\\."], line: [";"], strings: [DOUBLE_LINES] };

export const r: Language = { name: "r", line: ["#"], strings: [DOUBLE_LINES, SINGLE_LINES] };

export const fsharp: Language = {
  name: "fsharp",
  skip: [CHARACTER],
  line: [SLASHES],
  block: [{ open: "\\(\\*(?!\\))", close: "\\*\\)" }],
  strings: [TRIPLE_DOUBLE, { open: '@"', close: '"', lines: true }, DOUBLE_LINES],
};

export const ocaml: Language = {
  name: "ocaml",
  skip: [CHARACTER],
  block: [{ open: "\\(\\*", close: "\\*\\)", nests: true }],
  strings: [DOUBLE_LINES],
};

export const erlang: Language = { name: "erlang", skip: ["\\$\\\\?."], line: ["%"], strings: [DOUBLE_LINES, SINGLE] };

export const julia: Language = {
  ...{ name: "julia", skip: [CHARACTER], line: ["#(?!=)"], strings: [TRIPLE_DOUBLE, DOUBLE_LINES] },
  block: [{ open: "#=", close: "=#", nests: true }],
};
