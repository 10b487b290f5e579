/** How a language writes comments and texts, as far as telling them from code needs it. */
export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComment?: readonly [open: string, close: string];
  /** Texts that end on their line. */
  readonly quotes: string;
  /** Texts that may go on over several lines; longer marks first. */
  readonly longQuotes: readonly string[];
  /** `'x'` is one character, and a lone `'` is something else. */
  readonly charQuote?: boolean;
  /** `/…/` is a pattern where a value may stand. */
  readonly patterns?: boolean;
}

export const LANGUAGES = ["js", "python", "go", "rust", "java", "csharp", "ruby", "swift", "php"] as const;
export type Language = (typeof LANGUAGES)[number];

const C_LIKE = { lineComments: ["//"], blockComment: ["/*", "*/"], quotes: '"', longQuotes: [] } as const;

export const SYNTAX: Readonly<Record<Language, Syntax>> = {
  js: { ...C_LIKE, quotes: `"'`, longQuotes: ["`"], patterns: true },
  python: { lineComments: ["#"], quotes: `"'`, longQuotes: ['"""', "'''"] },
  go: { ...C_LIKE, longQuotes: ["`"], charQuote: true },
  rust: { ...C_LIKE, charQuote: true },
  java: { ...C_LIKE, longQuotes: ['"""'], charQuote: true },
  csharp: { ...C_LIKE, longQuotes: ['"""'], charQuote: true },
  ruby: { lineComments: ["#"], quotes: `"'`, longQuotes: [] },
  swift: { ...C_LIKE, longQuotes: ['"""'] },
  php: { ...C_LIKE, lineComments: ["//", "#"], quotes: `"'` },
};

const EXTENSIONS: Readonly<Record<Language, string>> = {
  js: "js jsx mjs cjs ts tsx mts cts vue svelte astro",
  python: "py pyi",
  go: "go",
  rust: "rs",
  java: "java kt kts scala groovy",
  csharp: "cs",
  ruby: "rb rake",
  swift: "swift",
  php: "php",
};

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap((language) =>
    EXTENSIONS[language].split(" ").map((extension): readonly [string, Language] => [extension, language]),
  ),
);

/** The language of a file by its name; undefined for prose, data and what is not known here. */
export function languageOf(path: string): Language | undefined {
  return BY_EXTENSION.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase());
}
