import {
  BACKTICK_RAW,
  CHARACTER,
  DOLLAR_CODE,
  DOUBLE,
  DOUBLE_LINES,
  hashedRaw,
  SINGLE,
  SINGLE_LINES,
  SLASH_STAR,
  SLASH_STAR_NESTED,
  SLASHES,
  TRIPLE_DOUBLE,
  TRIPLE_SINGLE,
} from "./forms.ts";
import type { Language } from "./language.ts";
import { regexOfJs } from "./special-forms.ts";

/*
 * Languages with braces.
 */

export const javascript: Language = {
  name: "javascript",
  line: [SLASHES, "#!(?<=^#!)"],
  block: [SLASH_STAR],
  strings: [DOUBLE, SINGLE, { open: "`", close: "`", escapes: true, lines: true, code: "\\$\\{" }],
  special: [regexOfJs],
};

export const css: Language = { name: "css", block: [SLASH_STAR], strings: [DOUBLE, SINGLE] };

/** `//` within `url(http://…)` is none. */
export const scss: Language = { ...css, name: "scss", line: ["//(?<=(?:^|[^:])//)"] };

export const php: Language = {
  name: "php",
  line: [SLASHES, "#(?!\\[)"],
  block: [SLASH_STAR],
  strings: [DOUBLE_LINES, SINGLE_LINES, { ...BACKTICK_RAW, escapes: true }],
  hereText: {
    open: "<<<[ \\t]*(?:\"[A-Za-z_]\\w*\"|'[A-Za-z_]\\w*'|[A-Za-z_]\\w*)",
    word: (opened) => opened.replace(/[<\s"']/g, ""),
    after: "\\b",
  },
  leave: "\\?>",
};

export const go: Language = {
  name: "go",
  line: [SLASHES],
  block: [SLASH_STAR],
  strings: [DOUBLE, SINGLE, BACKTICK_RAW],
};

export const rust: Language = {
  name: "rust",
  skip: [CHARACTER],
  line: [SLASHES],
  block: [SLASH_STAR_NESTED],
  strings: [hashedRaw('r#*"(?<=(?:^|[^\\w]|\\b[bc])r#*")'), DOUBLE_LINES],
};

export const java: Language = {
  name: "java",
  line: [SLASHES],
  block: [SLASH_STAR],
  strings: [TRIPLE_DOUBLE, DOUBLE, SINGLE],
};

export const kotlin: Language = {
  ...java,
  name: "kotlin",
  block: [SLASH_STAR_NESTED],
  strings: [
    { open: '"""', close: '"""(?!")', lines: true, code: DOLLAR_CODE },
    { ...DOUBLE, code: DOLLAR_CODE },
    SINGLE,
  ],
};

export const scala: Language = {
  ...kotlin,
  name: "scala",
  skip: [CHARACTER],
  strings: kotlin.strings?.slice(0, 2) ?? [],
};

export const groovy: Language = {
  ...java,
  name: "groovy",
  strings: [{ ...TRIPLE_DOUBLE, code: DOLLAR_CODE }, TRIPLE_SINGLE, { ...DOUBLE, code: DOLLAR_CODE }, SINGLE],
};

export const dart: Language = {
  ...groovy,
  name: "dart",
  block: [SLASH_STAR_NESTED],
  strings: [
    { open: 'r"""', close: '"""', lines: true },
    { open: "r'''", close: "'''", lines: true },
    { open: 'r"', close: '"' },
    { open: "r'", close: "'" },
    { ...TRIPLE_DOUBLE, code: DOLLAR_CODE },
    { ...TRIPLE_SINGLE, code: DOLLAR_CODE },
    { ...DOUBLE, code: DOLLAR_CODE },
    { ...SINGLE, code: DOLLAR_CODE },
  ],
};

export const csharp: Language = {
  ...java,
  name: "csharp",
  skip: ['@\\$?""(?!")', '\\$@""(?!")'],
  strings: [
    { open: '"{3,}', close: (opened) => opened, lines: true },
    // A quote within is written twice.
    { open: '(?:@\\$?|\\$@)"', close: '(?<!")(?:"")*"(?!")', lines: true },
    DOUBLE,
    SINGLE,
  ],
};

const BRACKET_CODE = "\\\\\\(";

export const swift: Language = {
  name: "swift",
  codeInBrackets: true,
  line: [SLASHES],
  block: [SLASH_STAR_NESTED],
  strings: [
    hashedRaw('#+"""'),
    hashedRaw('#+"'),
    { ...TRIPLE_DOUBLE, code: BRACKET_CODE },
    { ...DOUBLE, code: BRACKET_CODE },
  ],
};

export const c: Language = {
  name: "c",
  // The tick in 1'000'000 separates digits.
  skip: ["(?<=\\d)'(?=[\\da-fA-F])"],
  line: [SLASHES],
  block: [SLASH_STAR],
  strings: [
    { open: 'R"[^()\\\\\\s"]{0,16}\\(', close: (opened) => `)${opened.slice(2, -1)}"`, lines: true },
    DOUBLE,
    SINGLE,
  ],
};

export const plainC: Language = { ...c, name: "c-like", strings: [DOUBLE, SINGLE] };
