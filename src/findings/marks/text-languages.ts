import { css, javascript, php, scss } from "./curly-languages.ts";
import {
  DOLLAR_CODE,
  DOUBLE,
  DOUBLE_DOUBLED,
  DOUBLE_LINES,
  HASH_AT_LINE,
  MARKUP,
  SINGLE_DOUBLED,
  SLASH_STAR,
  SLASHES,
  TRIPLE_DOUBLE,
  TRIPLE_SINGLE,
} from "./forms.ts";
import type { Language } from "./language.ts";
import { blockScalar, fence } from "./special-forms.ts";

/*
 * Pages, settings, queries.
 */

const SCRIPT = { open: "<script\\b[^>]*>", close: "</script\\s*>", language: () => javascript };

const STYLE = {
  open: "<style\\b[^>]*>",
  close: "</style\\s*>",
  language: (opened: string) => (/lang=["']?(?:scss|sass|less)/.test(opened) ? scss : css),
};

export const markup: Language = {
  name: "markup",
  block: [MARKUP],
  strings: [{ open: "<!\\[CDATA\\[", close: "\\]\\]>", lines: true }],
};

export const page: Language = { name: "page", block: [MARKUP], embedded: [SCRIPT, STYLE] };

export const phpPage: Language = {
  ...page,
  name: "php",
  embedded: [{ open: "<\\?(?:php\\b|=)", language: () => php }, SCRIPT, STYLE],
};

export const template: Language = {
  ...page,
  name: "template",
  block: [
    MARKUP,
    { open: "<%--", close: "--%>" },
    { open: "<%#", close: "%>" },
    { open: "\\{\\{!--", close: "--\\}\\}" },
    { open: "\\{\\{!(?!-)", close: "\\}\\}" },
    { open: "\\{\\{/\\*", close: "\\*/\\}\\}" },
    { open: "\\{#(?!if|each|await|key|with)", close: "#\\}" },
  ],
};

export const yaml: Language = {
  name: "yaml",
  line: ["#(?<=(?:^|\\s)#)"],
  strings: [
    { open: '"(?<=(?:^|[\\s,\\[{(])")', close: '"', escapes: true, lines: true },
    { open: "'(?<=(?:^|[\\s,\\[{(])')(?=[^'\\n]*')", close: "'", lines: true },
  ],
  special: [blockScalar],
};

export const toml: Language = {
  name: "toml",
  line: ["#"],
  strings: [TRIPLE_DOUBLE, { ...TRIPLE_SINGLE, escapes: false }, DOUBLE, { open: "'", close: "'" }],
};

export const hcl: Language = {
  name: "hcl",
  line: ["#", SLASHES],
  block: [SLASH_STAR],
  strings: [{ ...DOUBLE, code: DOLLAR_CODE }],
  hereText: { open: "<<[-~]?[A-Za-z_]\\w*", word: (opened) => opened.replace(/^<<[-~]?/, "") },
};

export const sql: Language = {
  name: "sql",
  line: ["--", HASH_AT_LINE],
  block: [SLASH_STAR],
  strings: [SINGLE_DOUBLED, DOUBLE_DOUBLED, { open: "`", close: "`" }],
};

export const markdown: Language = {
  name: "markdown",
  block: [MARKUP],
  strings: [{ open: "`+", close: (opened) => opened }],
  special: [fence],
};

export const hashLines: Language = { name: "settings", line: [HASH_AT_LINE] };

export const ini: Language = { name: "ini", line: [HASH_AT_LINE, ";(?<=^[ \\t]*;)"] };

export const tex: Language = { name: "tex", skip: ["\\\\."], line: ["%"] };

export const graphql: Language = { name: "graphql", line: ["#"], strings: [TRIPLE_DOUBLE, DOUBLE] };

export const cmake: Language = {
  name: "cmake",
  line: ["#(?!\\[=*\\[)"],
  block: [{ open: "#\\[\\[", close: "\\]\\]" }],
  strings: [DOUBLE_LINES],
};

export const nix: Language = {
  name: "nix",
  line: ["#"],
  block: [SLASH_STAR],
  strings: [
    { ...DOUBLE_LINES, code: DOLLAR_CODE },
    { open: "''", close: "''(?![$'\\\\])", lines: true, code: DOLLAR_CODE },
  ],
};
