import { expect, test } from "vitest";
import { codeRuns, lineOf } from "./code-runs.ts";
import { type Language, SYNTAX } from "./syntax.ts";

/** Code and comments of consecutive lines, spaces squeezed. */
function split(language: Language, ...texts: readonly string[]): readonly [code: string, comments: string] {
  const lines = texts.map((text, at) => ({ number: at + 1, text }));
  const [run, ...others] = codeRuns(lines, SYNTAX[language]);
  expect(others).toEqual([]);
  const squeezed = (text = ""): string => text.replace(/[ \n]+/g, " ").trim();
  expect([run?.code.length, run?.comments.length]).toEqual([run?.text.length, run?.text.length]);
  return [squeezed(run?.code), squeezed(run?.comments)];
}

test("texts are blank and comments are apart", () => {
  expect(split("js", `a("b // c", 'd') // e "f"`, "/* g", "h */ i")).toEqual([`a(" ", " ") i`, `// e "f" /* g h */`]);
  expect(split("python", `x = 'a # b'  # c`, `"""it.skip(`, `more"""`, "y")).toEqual([`x = " " " " y`, "# c"]);
  expect(split("go", "a := `b", "// c`", "d // e")).toEqual([`a := " " d`, "// e"]);
  expect(split("rust", `fn a<'a>(b: &'a str) { '"' } // c`)).toEqual([`fn a<'a>(b: &'a str) { " " }`, "// c"]);
});

test("patterns of JavaScript are texts, and a division is none", () => {
  expect(split("js", "const a = /it.skip[/]\\/x/g;")).toEqual([`const a = " "g;`, ""]);
  expect(split("js", "return /`/.test(x); it.skip()")).toEqual([`return " ".test(x); it.skip()`, ""]);
  expect(split("js", "a = b / c; // d / e")).toEqual(["a = b / c;", "// d / e"]);
  expect(split("js", "(a + b) / 2 / it.skip()")).toEqual(["(a + b) / 2 / it.skip()", ""]);
});

test("what is not closed in the run hides nothing", () => {
  expect(split("js", "end of a text`;", "it.skip()")).toEqual(["end of a text`; it.skip()", ""]);
  expect(split("js", "/* open", "it.skip()")).toEqual(["it.skip()", "/* open"]);
  expect(split("js", `<p>don't</p>`, "it.skip()")).toEqual(["<p>don't</p> it.skip()", ""]);
  expect(split("python", `"""open`, "skip()")[0]).toContain("skip()");
});

test("lines that do not follow each other are runs of their own", () => {
  const lines = [4, 5, 9].map((number) => ({ number, text: `line ${number}` }));
  const runs = codeRuns(lines, SYNTAX.js);
  expect(runs.map(({ first, text }) => [first, text])).toEqual([
    [4, "line 4\nline 5"],
    [9, "line 9"],
  ]);
  expect(runs[0] && lineOf(runs[0], 8)).toBe(5);
});
