import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { outlineOf } from "./outline-of.ts";

const folder = join(import.meta.dirname, "samples");
/** One sample a language, named by the ending of its files; the names keep other tools from reading them as code of the project. */
const samples = readdirSync(folder).flatMap((name) =>
  name.endsWith(".sample") ? [`x.${name.slice(0, -".sample".length)}`] : [],
);
const fileOf = (name: string, ending: string): string => join(folder, name.slice("x.".length) + ending);
const textOf = (name: string): string => readFileSync(fileOf(name, ".sample"), "utf8");

/** An outline as a page a person can check: one line a definition, then one line an import. */
function pageOf(name: string): string {
  const { symbols, imports } = outlineOf(name, textOf(name));
  const lines = symbols.map(({ line, kind, name: own, exported, container }) =>
    [line, kind, container === undefined ? own : `${container}.${own}`, ...(exported ? ["exported"] : [])].join(" "),
  );
  const taken = imports.map(({ line, spec, names }) => [line, "import", spec, ...names].join(" "));
  return `${[...lines, ...taken].join("\n")}\n`;
}

test.for(samples)("what %s says about itself", async (name) => {
  await expect(pageOf(name)).toMatchFileSnapshot(fileOf(name, ".expected"));
});

test("nothing that stands in a comment or a string is a definition", () => {
  const names = samples.flatMap((name) => outlineOf(name, textOf(name)).symbols.map((symbol) => symbol.name));
  const planted = [
    "Comment",
    "comment",
    "Str",
    "no",
    "raw",
    "Raw",
    "Heredoc",
    "heredoc",
    "Html",
    "Page",
    "Pattern",
    "inner",
    "Doc",
  ];
  expect(names.filter((name) => planted.includes(name))).toEqual([]);
});

const SIGNS = [
  "{",
  "}",
  "(",
  ")",
  "\n",
  '"',
  "'",
  "`",
  "/*",
  "*/",
  "//",
  "#",
  "<<~A",
  "${",
  "class A",
  "def b",
  "fn c(",
  "=",
  ";",
  "\\",
  "/",
  "<?php",
  "?>",
  "é",
  "😀",
];
const noise = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: "binary" })), { maxLength: 60 })
  .map((all) => all.join(" "));

test("whatever the text, it is read, and every definition stands on its line", () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), noise, (path, text) => {
      const { symbols, imports, lines } = outlineOf(path, text);
      const rows = text.split("\n");
      for (const { name, line } of symbols) expect(rows[line - 1]).toContain(name);
      for (const { line } of imports) expect(line).toBeLessThanOrEqual(lines + 1);
    }),
    { numRuns: rounds(400) },
  );
});

test("a cut sample is read too", () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(), (name, from, length) => {
      const text = textOf(name);
      const begin = from % text.length;
      expect(() => outlineOf(name, text.slice(begin, begin + (length % text.length)))).not.toThrow();
    }),
    { numRuns: rounds(200) },
  );
});

test("hostile texts take time that grows with their length only", { timeout: 120_000 }, () => {
  const pieces = [
    "import ",
    "\nimport {",
    "(",
    "{",
    "a(",
    "\nstatic ",
    "<",
    "template <",
    "`${",
    "/",
    "'",
    '"',
    "#if\n",
    "\n@a(",
    "use a::{",
    "int a",
    "\ntype ",
    "[[",
    "<<A\n",
    "a.b.",
    "\\",
    "public ",
  ];
  const slow = samples.flatMap((path) =>
    pieces.flatMap((piece) => {
      const before = process.cpuUsage();
      outlineOf(path, piece.repeat(Math.ceil(200_000 / piece.length)));
      const { user, system } = process.cpuUsage(before);
      return user + system > 1e6 ? [`${path} ${JSON.stringify(piece)} ${(user + system) / 1e6} s`] : [];
    }),
  );
  expect(slow).toEqual([]);
});
