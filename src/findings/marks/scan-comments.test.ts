// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs in several languages
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { findMarks } from "./find-marks.ts";
import { languageOf } from "./language-of.ts";
import { languages } from "./languages.ts";
import { scanComments } from "./scan-comments.ts";

/** By file name: lines in which every mark `yes` stands in a comment and every mark `no` does not. */
const samples: Readonly<Record<string, readonly string[]>> = {
  "a.ts": [
    'const a = "// TODO: no"; // TODO: yes',
    "const b = '/* TODO: no */'; /* TODO: yes */",
    "const c = `// TODO: no ${f(`/* TODO: no */`, { a: 1 } /* TODO: yes */)} // TODO: no`; // TODO: yes",
    'const d = /[/*]/.test(x) /* TODO: yes */ ? /"/ : 1; // TODO: yes',
    "const e = a / b; const f = '/'; // TODO: yes",
    "const g = i++ / 2; // TODO: yes",
    "const h = (a + b) / c; /* TODO: yes */ const j = x[0] / 2 / y; // TODO: yes",
    "if (/'/.test(a) || /`/.test(b)) return /\\//g; // TODO: yes",
    "const k = <p>Don't</p>; // not seen: JSX ends at the line",
    'const l = <br className="// TODO: no" />; // TODO: yes',
    "const m = 'it\\'s // TODO: no'; // TODO: yes",
    "const n = 'goes \\\n on // TODO: no'; // TODO: yes",
    "/** @todo yes */",
    "/* a comment with 'one tick */ const o = 1; // TODO: yes",
  ],
  "a.py": [
    '"""# TODO: no',
    '# TODO: no"""',
    "a = '# TODO: no'  # TODO: yes",
    "b = r'\\'  # TODO: no'",
    "def f():",
    "    '''it's a docstring # TODO: no'''",
    "    # TODO: yes",
    "c = f\"{d['# TODO: no']:#x}\"  # TODO: yes",
    "e = 'it\\'s # TODO: no'  # TODO: yes",
  ],
  "a.go": ["a := `// TODO: no", "// TODO: no \\`", "b := '\"' // TODO: yes", 'c := "\\"// TODO: no" /* TODO: yes */'],
  "a.rs": [
    "fn f<'a>(x: &'a str) -> &'a str { x } // TODO: yes",
    "let c = '\"'; // TODO: yes",
    "let d = '\\''; // TODO: yes",
    "let e = '\\u{1F600}'; /* /* TODO: yes */ TODO: yes */",
    'let g = r#"// TODO: no " // TODO: no"#; // TODO: yes',
    'let h = br##"/* TODO: no "# */"##; // TODO: yes',
    'let i = "// TODO: no',
    '  // TODO: no"; // TODO: yes',
    "'outer: loop { break 'outer; } // TODO: yes",
  ],
  "A.java": [
    'String a = """',
    "// TODO: no",
    '"""; // TODO: yes',
    "char c = '\"'; // TODO: yes",
    'f("/* TODO: no */");',
  ],
  "a.kt": [
    'val a = "x ${if (b) "// TODO: no" else "}" /* TODO: yes */} // TODO: no" // TODO: yes',
    'val c = """// TODO: no "',
    '/* TODO: no */""" // TODO: yes',
    "/* /* TODO: yes */ TODO: yes */",
  ],
  "a.cs": [
    'var a = @"\\ // TODO: no ""',
    '// TODO: no"; // TODO: yes',
    'var b = """"',
    '// TODO: no """',
    '""""; // TODO: yes',
  ],
  "a.swift": [
    'let a = "x \\(b + "// TODO: no") // TODO: no" // TODO: yes',
    'let c = #"// TODO: no "quoted" "# // TODO: yes',
    "/* /* TODO: yes */ TODO: yes */",
  ],
  "a.cpp": [
    "int a = 1'000'000; // TODO: yes",
    'auto b = R"x(// TODO: no )" )x"; // TODO: yes',
    "char c = '\"'; /* TODO: yes */",
    "char d = '\\''; // TODO: yes",
  ],
  "a.rb": [
    'a = "x #{b["# TODO: no"]} # TODO: no" # TODO: yes',
    "c = <<~EOS + <<-'END' # TODO: yes",
    "# TODO: no",
    "EOS",
    "  # TODO: no",
    "  END",
    "=begin",
    "TODO: yes",
    "=end",
    "d = %w(# TODO: no) # TODO: yes",
    "e = x.split(/['\"#]/) # TODO: yes",
    "f = [1] << 2 # TODO: yes",
    "list << ITEM # TODO: yes",
    "g = ?# # TODO: yes",
    "h = a / b # TODO: yes",
  ],
  "a.php": [
    "<!-- TODO: yes --> # TODO: no",
    "<?php",
    "$a = '# TODO: no'; # TODO: yes",
    "#[Attribute('TODO: no')]",
    "$b = '<?xml ?>'; // TODO: yes ?> // TODO: no",
    "<?php $c = <<<EOT",
    "// TODO: no",
    "EOT; // TODO: yes",
    "/* TODO: yes */ ?>",
    "// TODO: no",
  ],
  "a.sh": [
    "#!/bin/sh",
    'echo "# TODO: no" # TODO: yes',
    "echo ${a#b} $# ${#c} # TODO: yes",
    "echo it\\'s # TODO: yes",
    "cat <<EOF # TODO: yes",
    "# TODO: no",
    "EOF",
    "cat <<-'E ND'",
    "\t# TODO: no",
    "\tE ND",
    "a=$(( 1 << b )) # TODO: yes",
    "cat <<<word # TODO: yes",
    "x='# TODO: no",
    "# TODO: no' # TODO: yes",
  ],
  "a.yml": [
    "a: it's # TODO: yes",
    "b: '# TODO: no' # TODO: yes",
    'c: "it\\"s # TODO: no" # TODO: yes',
    "d: a#TODO: no",
    "run: |",
    "  # TODO: no",
    "",
    "  echo # TODO: no",
    "e: 1 # TODO: yes",
    "list:",
    "  - name: >-",
    "      # TODO: no",
    "    other: 2 # TODO: yes",
    "  - |",
    "    # TODO: no",
    "  - b # TODO: yes",
  ],
  "a.toml": ['a = "# TODO: no" # TODO: yes', "b = '''", "# TODO: no", "''' # TODO: yes"],
  "a.sql": ["SELECT 'it''s -- TODO: no' -- TODO: yes", '/* TODO: yes */ SELECT "-- TODO: no";', "  # TODO: yes"],
  "a.html": [
    "<p>// TODO: no</p><!-- TODO: yes -->",
    '<script src="a.js">const a = "// TODO: no"; // TODO: yes',
    "</script> // TODO: no",
    "<style>/* TODO: yes */ a { content: '/* TODO: no */' } // TODO: no",
    "</style>",
  ],
  "a.vue": ['<style lang="scss">', "a { b: url(http://TODO: no) } // TODO: yes", "</style>"],
  "a.svelte": ["<script lang='ts'>", "// TODO: yes", "</script>", "{#if a}<!-- TODO: yes -->{/if}"],
  "a.xml": ["<a><![CDATA[<!-- TODO: no -->]]><!--", " TODO: yes", "--></a>"],
  "a.css": ["a { content: '/* TODO: no */'; } /* TODO: yes */ // TODO: no"],
  "a.scss": ["a { b: url(http://x/TODO: no); } // TODO: yes"],
  "a.md": [
    "# TODO: no",
    "<!-- TODO: yes -->",
    "```html",
    "<!-- TODO: no -->",
    "```",
    "`<!-- TODO: no -->` <!-- TODO: yes -->",
  ],
  "a.lua": ["a = [==[", "-- TODO: no ]]", "]==] -- TODO: yes", "--[[ TODO: yes", "]] b = '--TODO: no'"],
  "a.ex": ['@doc """', "# TODO: no", '"""', 'a = "#{f("# TODO: no")} # TODO: no" # TODO: yes', "b = ?# # TODO: yes"],
  Dockerfile: ["# TODO: yes", "RUN echo # TODO: no", "  # TODO: yes"],
  Makefile: ["a: # TODO: yes", '\techo "# TODO: no" \\# TODO: no'],
  "a.tf": ["a = <<-EOT", "# TODO: no", "  EOT", 'b = "${c("# TODO: no")}" # TODO: yes // TODO: yes'],
  "a.hs": ["{- {- TODO: yes -} TODO: yes -}", "a' = '\"' -- TODO: yes", "b = a --> c", 'd = "-- TODO: no"'],
  "a.ps1": ['$a = @"', "# TODO: no", '"@ # TODO: yes', "<# TODO: yes #>"],
  "a.clj": ['(def a "; TODO: no") ; TODO: yes', "\\; TODO: no"],
  "a.erb": ["<%# TODO: yes %> <%= '# TODO: no' %> <%-- TODO: yes --%>"],
  "a.pl": ["# TODO: yes", "my $a = 'x'; # TODO: no", "=head1 TODO", "", "# TODO: no", "=cut", "# TODO: yes"],
  "a.ini": ["; TODO: yes", "# TODO: yes", "a = 1 ; TODO: no"],
};

const marked = /TODO: (yes|no)|@todo (yes)/g;

test.each(Object.entries(samples))("%s: marks in comments, and no others", (name, lines) => {
  const text = lines.join("\n");
  const language = languageOf(name, text);
  expect(language).toBeDefined();
  if (language === undefined) return;
  const inComments = scanComments(text, language)
    .flatMap(({ start, end }) => [...text.slice(start, end).matchAll(marked)].map((match) => start + match.index))
    .map((place) => `${text.slice(0, place).split("\n").length}: ${text.slice(place).split(/\n|(?<=yes|no)/)[0]}`);
  const wanted = [...text.matchAll(/TODO: yes|@todo yes/g)].map(
    ({ 0: all, index }) => `${text.slice(0, index).split("\n").length}: ${all}`,
  );
  expect(inComments).toEqual(wanted);
});

test.each([
  ["src/Dockerfile.dev", "", "settings"],
  ["a.test.TS", "", "javascript"],
  ["tsconfig.json", "", "javascript"],
  ["package.json", "", undefined],
  ["bin/run", "#!/usr/bin/env -S node --x\n", "javascript"],
  ["bin/run", "#!/bin/bash\n", "shell"],
  ["bin/run", "no program\n", undefined],
  ["notes.txt", "#!/bin/bash\n", undefined],
  [".gitignore", "", "settings"],
  ["constructor", "", undefined],
] as const)("the language of %s", (path, text, name) => {
  expect(languageOf(path, text)?.name).toBe(name);
});

test("no ending stands for two languages", () => {
  const names = languages.flatMap(([, list]) => list.split(" "));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

const all = languages.map(([language]) => language);

/** What opens and closes things somewhere, so that anything meets anything. */
const bits = [
  ...[
    '"',
    "'",
    "`",
    "//",
    "/*",
    "*/",
    "#",
    "--",
    "<!--",
    "-->",
    "${",
    "#{",
    "{",
    "}",
    '"""',
    "'''",
    "\\",
    "\n",
    " ",
    "a",
    "/",
    "r#",
    "R(",
    "<?php",
    "?>",
  ],
  ...[
    "<<EOF\n",
    "EOF\n",
    "|\n",
    "```",
    "[[",
    "]]",
    "=begin\n",
    "=end\n",
    "%w(",
    ")",
    "(*",
    "*)",
    "{-",
    "-}",
    "<script>",
    "</script>",
    "TODO: x",
    "\r",
    "\0",
    "\ud800",
  ],
];
const messy = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map((parts) => parts.join("")),
);

test("whatever the text, scanning answers with comments in order that lie in it, and says where marks are", () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), messy, (language, text) => {
      let before = 0;
      for (const { start, end } of scanComments(text, language)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        before = end;
      }
      const lines = text.split("\n").length;
      for (const { line } of findMarks(text, language).marks) expect(line >= 1 && line <= lines).toBe(true);
    }),
    { numRuns: rounds(500) },
  );
});

test("hostile texts take no time", () => {
  const started = process.cpuUsage();
  const hostile = [
    '"',
    "'",
    "`",
    "`${",
    "/*",
    "<!--",
    "[=[",
    'R"a(',
    'r#"',
    "<<A\n",
    "%w(",
    "/",
    "'a",
    "{-",
    "|\n ",
    "```",
    "TODO ",
    "TODO:",
    "//\n",
    "*",
  ];
  for (const language of all) {
    for (const part of hostile) findMarks(`${part.repeat(20_000)} TODO: x`, language);
  }
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(60);
}, 120_000);
