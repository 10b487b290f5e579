// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs in several languages
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { findMarks } from "./find-marks.ts";
import type { Language } from "./language.ts";
import { languageOf } from "./language-of.ts";

/** One piece of source with a place for words in a string, and one with a place in a comment. */
interface Places {
  readonly strings: readonly (readonly [string, string])[];
  readonly comments: readonly (readonly [string, string])[];
}

const SLASHED = [
  ["// ", "\n"],
  ["/* ", " */"],
  ["a = 1; // ", "\n"],
] as const;
const HASHED = [
  ["# ", "\n"],
  ["a = 1 # ", "\n"],
] as const;
const places: Readonly<Record<string, Places>> = {
  "a.ts": {
    strings: [
      ['f("', '");'],
      ["f('", "');"],
      ["f(`", "`);"],
      ["f(`${g('", "')}`);"],
      ["f(/", "/);"],
    ],
    comments: SLASHED,
  },
  "a.py": {
    strings: [
      ['f("', '")'],
      ["f('''", "''')"],
      ['f("""', '""")'],
    ],
    comments: HASHED,
  },
  "a.go": {
    strings: [
      ['f("', '")'],
      ["f(`", "`)"],
    ],
    comments: SLASHED,
  },
  "a.rs": {
    strings: [
      ['f("', '");'],
      ['f(r##"', '"##);'],
    ],
    comments: [...SLASHED, ["/* /* ", " */ */"]],
  },
  "A.java": {
    strings: [
      ['f("', '");'],
      ['f("""\n', '""");'],
    ],
    comments: SLASHED,
  },
  "a.kt": {
    strings: [
      ['f("', '")'],
      ['f("""', '""")'],
      ['f("${g("', '")}")'],
    ],
    comments: SLASHED,
  },
  "a.cs": {
    strings: [
      ['f("', '");'],
      ['f(@"', '");'],
    ],
    comments: SLASHED,
  },
  "a.swift": {
    strings: [
      ['f("', '")'],
      ['f(#"', '"#)'],
    ],
    comments: SLASHED,
  },
  "a.cpp": {
    strings: [
      ['f("', '");'],
      ['f(R"(', ')");'],
    ],
    comments: SLASHED,
  },
  "a.rb": {
    strings: [
      ['f("', '")'],
      ["f('", "')"],
      ["f(<<~X)\n", "\nX\n"],
      ["f(%q{", "})"],
    ],
    comments: HASHED,
  },
  "a.php": {
    strings: [
      ["<?php f('", "'); ?>"],
      ['<?php f("', '"); ?>'],
    ],
    comments: [
      ["<?php // ", " ?>"],
      ["<?php # ", "\n?>"],
      ["<!-- ", " -->"],
    ],
  },
  "a.sh": {
    strings: [
      ['f "', '"'],
      ["f '", "'"],
      ["f <<X\n", "\nX\n"],
    ],
    comments: [
      ["# ", "\n"],
      ["f a # ", "\n"],
    ],
  },
  "a.yml": {
    strings: [
      ["a: '", "'"],
      ['a: "', '"'],
      ["a: |\n  ", "\n"],
    ],
    comments: [
      ["# ", "\n"],
      ["a: 1 # ", "\n"],
    ],
  },
  "a.toml": {
    strings: [
      ["a = '", "'"],
      ['a = "', '"'],
      ['a = """\n', '"""'],
    ],
    comments: HASHED,
  },
  "a.sql": {
    strings: [["f('", "');"]],
    comments: [
      ["-- ", "\n"],
      ["/* ", " */"],
    ],
  },
  "a.lua": {
    strings: [
      ['f("', '")'],
      ["f([[", "]])"],
      ["f([=[", "]=])"],
    ],
    comments: [
      ["-- ", "\n"],
      ["--[[ ", " ]]"],
    ],
  },
  "a.ex": {
    strings: [
      ['f("', '")'],
      ['f("""\n', '\n""")'],
    ],
    comments: HASHED,
  },
  "a.css": { strings: [["a { b: '", "' }"]], comments: [["/* ", " */"]] },
  "a.html": {
    strings: [
      ["<p>", "</p>"],
      ['<script>f("', '")</script>'],
    ],
    comments: [
      ["<!-- ", " -->"],
      ["<script>// ", "\n</script>"],
    ],
  },
};

/** Words that could open or close something, were they not in a string. Backslashes and quotes would really end one. */
const words = fc.array(fc.constantFrom("a", "//x", "/*", "#", "--", "<!--", "it", ":", "(", "x)", ";", "=", "!", "1"), {
  maxLength: 4,
});
const others = fc.array(fc.tuple(fc.boolean(), fc.nat(10)), { maxLength: 6 });

test.each(Object.entries(places))(
  "in %s what stands in a string is never a mark, and what stands in a comment always is",
  (name, { strings, comments }) => {
    const language: Language | undefined = languageOf(name, "");
    if (language === undefined) throw new Error(name);
    const around = others.map((list) =>
      list.map(([inString, at]) => {
        const from = inString ? strings : comments;
        const [open = "", close = ""] = from[at % from.length] ?? [];
        return `${open}x${close}\n`;
      }),
    );
    const quiet = fc.tuple(
      fc.constantFrom(...strings),
      words.map((list) => list.filter((word) => isQuiet(name, word))),
    );
    fc.assert(
      fc.property(
        around,
        around,
        quiet,
        fc.constantFrom(...comments),
        ([...before], [...after], [string, list], comment) => {
          const hidden = `${string[0]}${list.join(" ")} TODO: hidden${string[1]}\n`;
          const shown = `${comment[0]}TODO: shown${comment[1]}\n`;
          const found = findMarks([...before, hidden, shown, ...after].join(""), language).marks;
          expect(found.map(({ text }) => text.split(" ")[0])).toEqual(["shown"]);
        },
      ),
      { numRuns: rounds(100) },
    );
  },
);

/** A regular expression has brackets and slashes of its own, a page its tags, and a block scalar nothing that ends it. */
const isQuiet = (name: string, word: string): boolean =>
  !(name === "a.ts" && /[/(]|x\)/.test(word)) && !(name === "a.html" && (word === "<!--" || word === "//x"));
