import {
  BACKTICK_RAW,
  CHARACTER,
  DOUBLE,
  DOUBLE_DOUBLED,
  DOUBLE_LINES,
  HASH_AT_LINE,
  HASH_AT_WORD,
  hashedRaw,
  MARKUP,
  SINGLE,
  SINGLE_DOUBLED,
  SINGLE_LINES,
  SLASH_STAR,
  SLASH_STAR_NESTED,
  SLASHES,
  TRIPLE_DOUBLE,
  TRIPLE_SINGLE,
} from "./forms.ts";
import type { Language } from "./language.ts";
import { blockScalar, fence, podText, regexOfJs, regexOfRuby, rubyLiteral } from "./special-forms.ts";

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

const SCRIPT = { open: "<script\\b[^>]*>", close: "</script\\s*>", language: () => javascript };
const STYLE = {
  open: "<style\\b[^>]*>",
  close: "</style\\s*>",
  language: (opened: string) => (/lang=["']?(?:scss|sass|less)/.test(opened) ? scss : css),
};

const markup: Language = {
  name: "markup",
  block: [MARKUP],
  strings: [{ open: "<!\\[CDATA\\[", close: "\\]\\]>", lines: true }],
};

const page: Language = { name: "page", block: [MARKUP], embedded: [SCRIPT, STYLE] };

const phpPage: Language = {
  ...page,
  name: "php",
  embedded: [{ open: "<\\?(?:php\\b|=)", language: () => php }, SCRIPT, STYLE],
};

const template: Language = {
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

const python: Language = {
  name: "python",
  line: ["#"],
  strings: [TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
};

const go: Language = { name: "go", line: [SLASHES], block: [SLASH_STAR], strings: [DOUBLE, SINGLE, BACKTICK_RAW] };

const rust: Language = {
  name: "rust",
  skip: [CHARACTER],
  line: [SLASHES],
  block: [SLASH_STAR_NESTED],
  strings: [hashedRaw('r#*"(?<=(?:^|[^\\w]|\\b[bc])r#*")'), DOUBLE_LINES],
};

const java: Language = {
  name: "java",
  line: [SLASHES],
  block: [SLASH_STAR],
  strings: [TRIPLE_DOUBLE, DOUBLE, SINGLE],
};

const DOLLAR_CODE = "\\$\\{";
const kotlin: Language = {
  ...java,
  name: "kotlin",
  block: [SLASH_STAR_NESTED],
  strings: [
    { open: '"""', close: '"""(?!")', lines: true, code: DOLLAR_CODE },
    { ...DOUBLE, code: DOLLAR_CODE },
    SINGLE,
  ],
};

const scala: Language = { ...kotlin, name: "scala", skip: [CHARACTER], strings: kotlin.strings?.slice(0, 2) ?? [] };

const groovy: Language = {
  ...java,
  name: "groovy",
  strings: [{ ...TRIPLE_DOUBLE, code: DOLLAR_CODE }, TRIPLE_SINGLE, { ...DOUBLE, code: DOLLAR_CODE }, SINGLE],
};

const dart: Language = {
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

const csharp: Language = {
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
const swift: Language = {
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

const c: Language = {
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

const ruby: Language = {
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

const elixir: Language = {
  name: "elixir",
  skip: ["\\?\\\\?.(?<=[\\s(,\\[{|]\\?\\\\?.)"],
  line: ["#"],
  strings: [TRIPLE_DOUBLE, TRIPLE_SINGLE, { ...DOUBLE_LINES, code: "#\\{" }, SINGLE],
};

const shell: Language = {
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

const make: Language = {
  name: "make",
  skip: ["\\\\."],
  line: [HASH_AT_WORD],
  strings: [DOUBLE, { open: "'", close: "'" }],
};

const powershell: Language = {
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

const yaml: Language = {
  name: "yaml",
  line: ["#(?<=(?:^|\\s)#)"],
  strings: [
    { open: '"(?<=(?:^|[\\s,\\[{(])")', close: '"', escapes: true, lines: true },
    { open: "'(?<=(?:^|[\\s,\\[{(])')(?=[^'\\n]*')", close: "'", lines: true },
  ],
  special: [blockScalar],
};

const toml: Language = {
  name: "toml",
  line: ["#"],
  strings: [TRIPLE_DOUBLE, { ...TRIPLE_SINGLE, escapes: false }, DOUBLE, { open: "'", close: "'" }],
};

const hcl: Language = {
  name: "hcl",
  line: ["#", SLASHES],
  block: [SLASH_STAR],
  strings: [{ ...DOUBLE, code: DOLLAR_CODE }],
  hereText: { open: "<<[-~]?[A-Za-z_]\\w*", word: (opened) => opened.replace(/^<<[-~]?/, "") },
};

const sql: Language = {
  name: "sql",
  line: ["--", HASH_AT_LINE],
  block: [SLASH_STAR],
  strings: [SINGLE_DOUBLED, DOUBLE_DOUBLED, { open: "`", close: "`" }],
};

const lua: Language = {
  name: "lua",
  line: ["--(?!\\[=*\\[)"],
  block: [0, 1, 2, 3].map((level) => ({ open: `--\\[${"=".repeat(level)}\\[`, close: `\\]${"=".repeat(level)}\\]` })),
  strings: [DOUBLE, SINGLE, { open: "\\[=*\\[", close: (opened) => opened.replaceAll("[", "]"), lines: true }],
};

const haskell: Language = {
  name: "haskell",
  skip: [CHARACTER],
  line: ["--+(?![!#$%&*+./<=>?@\\\\^|~:-])"],
  block: [{ open: "\\{-", close: "-\\}", nests: true }],
  strings: [DOUBLE],
};

const markdown: Language = {
  name: "markdown",
  block: [MARKUP],
  strings: [{ open: "`+", close: (opened) => opened }],
  special: [fence],
};

const perl: Language = { name: "perl", line: [HASH_AT_LINE], special: [podText] };

const hashLines: Language = { name: "settings", line: [HASH_AT_LINE] };
const ini: Language = { name: "ini", line: [HASH_AT_LINE, ";(?<=^[ \\t]*;)"] };
const lisp: Language = { name: "lisp", skip: ["\\\\."], line: [";"], strings: [DOUBLE_LINES] };
const tex: Language = { name: "tex", skip: ["\\\\."], line: ["%"] };
const graphql: Language = { name: "graphql", line: ["#"], strings: [TRIPLE_DOUBLE, DOUBLE] };
const plainC: Language = { ...c, name: "c-like", strings: [DOUBLE, SINGLE] };
const r: Language = { name: "r", line: ["#"], strings: [DOUBLE_LINES, SINGLE_LINES] };
const fsharp: Language = {
  name: "fsharp",
  skip: [CHARACTER],
  line: [SLASHES],
  block: [{ open: "\\(\\*(?!\\))", close: "\\*\\)" }],
  strings: [TRIPLE_DOUBLE, { open: '@"', close: '"', lines: true }, DOUBLE_LINES],
};
const ocaml: Language = {
  name: "ocaml",
  skip: [CHARACTER],
  block: [{ open: "\\(\\*", close: "\\*\\)", nests: true }],
  strings: [DOUBLE_LINES],
};
const cmake: Language = {
  name: "cmake",
  line: ["#(?!\\[=*\\[)"],
  block: [{ open: "#\\[\\[", close: "\\]\\]" }],
  strings: [DOUBLE_LINES],
};
const nix: Language = {
  name: "nix",
  line: ["#"],
  block: [SLASH_STAR],
  strings: [
    { ...DOUBLE_LINES, code: DOLLAR_CODE },
    { open: "''", close: "''(?![$'\\\\])", lines: true, code: DOLLAR_CODE },
  ],
};
const erlang: Language = { name: "erlang", skip: ["\\$\\\\?."], line: ["%"], strings: [DOUBLE_LINES, SINGLE] };
const julia: Language = {
  ...{ name: "julia", skip: [CHARACTER], line: ["#(?!=)"], strings: [TRIPLE_DOUBLE, DOUBLE_LINES] },
  block: [{ open: "#=", close: "=#", nests: true }],
};

/** Which endings of names, and which whole names, a language has. A new language is one row. */
export const languages: readonly (readonly [Language, string])[] = [
  [
    javascript,
    ".js .mjs .cjs .jsx .ts .mts .cts .tsx .jsonc .json5 .code-workspace tsconfig.json jsconfig.json .eslintrc",
  ],
  [python, ".py .pyi .pyw .pyx .bzl .bazel .star BUILD WORKSPACE SConstruct wscript .gyp .gypi"],
  [go, ".go go.mod go.work"],
  [rust, ".rs"],
  [java, ".java"],
  [kotlin, ".kt .kts"],
  [scala, ".scala .sc .sbt"],
  [groovy, ".groovy .gradle Jenkinsfile"],
  [dart, ".dart"],
  [csharp, ".cs .csx"],
  [swift, ".swift"],
  [c, ".c .h .cc .cpp .cxx .c++ .hh .hpp .hxx .inl .ino .m .mm .cu .cuh"],
  [plainC, ".proto .thrift .zig .sol .glsl .vert .frag .wgsl .hlsl .metal .v .sv .idl .d .ceylon .cue"],
  [ruby, ".rb .rake .gemspec .ru .podspec .thor Gemfile Rakefile Podfile Vagrantfile Fastfile Brewfile Guardfile"],
  [phpPage, ".php .phtml .php5 .inc"],
  [elixir, ".ex .exs"],
  [erlang, ".erl .hrl"],
  [shell, ".sh .bash .zsh .ksh .bats .envrc .bashrc .zshrc .profile .bash_profile PKGBUILD"],
  [make, "Makefile makefile GNUmakefile .mk .mak Justfile justfile"],
  [powershell, ".ps1 .psm1 .psd1"],
  [yaml, ".yml .yaml .clang-format .clang-tidy .prettierrc"],
  [toml, ".toml Pipfile"],
  [hcl, ".tf .tfvars .hcl"],
  [sql, ".sql .psql .ddl"],
  [page, ".html .htm .xhtml .vue .svelte .astro"],
  [
    markup,
    ".xml .svg .xsd .xsl .xslt .wsdl .csproj .fsproj .vbproj .props .targets .plist .xaml .resx .storyboard .xib .pom",
  ],
  [template, ".erb .ejs .jsp .hbs .handlebars .mustache .twig .jinja .jinja2 .j2 .njk .liquid .gohtml .tmpl"],
  [css, ".css"],
  [scss, ".scss .less .sass .styl"],
  [markdown, ".md .mdx .markdown"],
  [lua, ".lua"],
  [haskell, ".hs .elm .purs"],
  [ocaml, ".ml .mli"],
  [fsharp, ".fs .fsi .fsx"],
  [julia, ".jl"],
  [r, ".r .R"],
  [lisp, ".clj .cljs .cljc .edn .el .lisp .lsp .scm .rkt .asd"],
  [tex, ".tex .sty .cls .bib"],
  [graphql, ".graphql .gql"],
  [cmake, ".cmake CMakeLists.txt"],
  [nix, ".nix"],
  [perl, ".pl .pm .t"],
  [ini, ".ini .cfg .conf .properties .editorconfig .npmrc .gitconfig .gitmodules .desktop .service .timer"],
  [
    hashLines,
    ".env .gitignore .gitattributes .dockerignore .npmignore .prettierignore .eslintignore CODEOWNERS Procfile .htaccess .awk .sed .tcl .cr .nim .fish .py.in Dockerfile Containerfile .dockerfile requirements.txt .robot .feature",
  ],
];

/** Programs named in the first line of a script without an ending. */
export const programs: readonly (readonly [RegExp, Language])[] = [
  [/\b(?:ba|z|k|da|a)?sh\b/, shell],
  [/\bpython[\d.]*\b|\buv\b/, python],
  [/\b(?:node|deno|bun|tsx|ts-node)\b/, javascript],
  [/\bruby\b/, ruby],
  [/\bphp\b/, phpPage],
  [/\belixir\b/, elixir],
  [/\blua\b/, lua],
  [/\bperl\b/, perl],
  [/\bpwsh\b/, powershell],
  [/\bRscript\b/, r],
  [/\b(?:awk|sed|tclsh|fish|make)\b/, hashLines],
];
