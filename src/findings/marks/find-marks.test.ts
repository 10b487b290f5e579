import { expect, test } from "vitest";
import { javascript } from "./curly-languages.ts";
import { findMarks } from "./find-marks.ts";
import { python } from "./script-languages.ts";

const marksIn = (...lines: readonly string[]) => findMarks(lines.join("\n"), javascript).marks;
const short = (...lines: readonly string[]): readonly string[] =>
  marksIn(...lines).map(({ word, owner, text }) =>
    [word, ...(owner === undefined ? [] : [`(${owner})`]), text].join(" "),
  );

test.each([
  ["// TODO: mend this", "TODO mend this"],
  ["// TODO mend this", "TODO mend this"],
  ["//TODO mend this", "TODO mend this"],
  ["// TODO - mend this", "TODO mend this"],
  ["// TODO(mika): mend this", "TODO (mika) mend this"],
  ["// TODO(#12) mend this", "TODO (#12) mend this"],
  ["// TODO[mika] mend this", "TODO (mika) mend this"],
  ["// [TODO] mend this", "TODO mend this"],
  ["// (FIXME: mend this)", "FIXME mend this)"],
  ["// quick, HACK: mend this", "HACK mend this"],
  ["// for now TODO(mika) mend this", "TODO (mika) mend this"],
  ["/** @todo mend this */", "TODO mend this"],
  ["// XXX mend this", "XXX mend this"],
  ["// XXX: mend this", "XXX mend this"],
  ["// BUG: mend this", "BUG mend this"],
  ["// BUG(mika): mend this", "BUG (mika) mend this"],
  ["// FIXME", "FIXME "],
  ["// TODO:: mend this", "TODO mend this"],
  ["/** @deprecated TODO mend this */", "TODO mend this"],
  ["/** use b — TODO mend this */", "TODO mend this"],
  ["// TODO!! mend this", "TODO mend this"],
  ["//  * TODO: mend this", "TODO mend this"],
  ["foo(); // TODO: mend this", "TODO mend this"],
  ["// TODO: TODO: mend this", "TODO TODO: mend this"],
] as const)("%s is a mark", (line, said) => {
  expect(short(line)).toEqual([said]);
});

test.each([
  "// all the TODO in this file",
  "// TODO comments are found here",
  "// TODO is a word",
  "// TODO, FIXME and XXX are found",
  "// TODO/FIXME",
  '// say "TODO: x" here',
  "// `TODO:` opens one",
  "// a TODO_LIST, TODO-list, $TODO and TODO=1",
  "// TODOs: none",
  "// calls TODO() twice",
  "// todo: in small letters",
  "// BUG 123 was mended",
  "// the BUG in Safari",
  "// call XXX-XXX-XXXX",
  "// XXX-XXXX",
  "// @see TODO_LIST and @param todo",
  "/** @param TODO the word */",
  "// TODO::parse",
  "// see https://example.org/TODO",
  "const TODO = 1;",
  "const a = TODO(b);",
])("%s is none", (line) => {
  expect(short(line)).toEqual([]);
});

test("the lines below go on with the text, up to an empty one, another mark, a tag or another comment", () => {
  const lines = [
    ...[
      "  // TODO: one",
      "  // goes on",
      "  // FIXME two",
      "  //",
      "  // not this",
      "  f(); // TODO three",
      "    // not this",
    ],
    ...["/**", " * TODO four", " * goes on", " * @param a not this", " */", "/* TODO five */", "/* not this */"],
    ...["// HACK six", "", "// not this", "// TODO seven", "// eslint-disable-next-line"],
  ];
  expect(short(...lines)).toEqual([
    "TODO one goes on",
    "FIXME two",
    "TODO three",
    "TODO four goes on",
    "TODO five",
    "HACK six",
    "TODO seven",
  ]);
  expect(marksIn(...lines).map(({ line }) => line)).toEqual([1, 3, 6, 9, 13, 15, 18]);
});

test("the excerpt is the comment as it stands there; the text is the same however it is laid out", () => {
  const [one] = marksIn("/*", " * TODO: mend", " *   this", " */");
  const [two] = marksIn("    // TODO: mend this");
  expect(one?.excerpt).toBe(" * TODO: mend\n *   this");
  expect(one?.text).toBe(two?.text);
});

test("a mark without a text has the code beside or below it", () => {
  expect(marksIn("a(b); // TODO", "c();")[0]).toMatchObject({ text: "", beside: "a(b);" });
  expect(marksIn("// TODO", "  c( d );")[0]).toMatchObject({ text: "", beside: "c( d );" });
  expect(marksIn("// TODO")[0]).toMatchObject({ text: "", beside: "" });
});

test.for([
  ['f("not yet while it runs") // TODO', 'f(\n  "not yet while it runs",\n); // TODO'],
  ["const a = {\n  // TODO\n  b: 1, c: 2 };", "const a = {\n    // TODO\n\n    b: 1,\n    c: 2,\n};"],
  ["function f() { g(a, b) } // TODO", "function f() {\n  g(a, b);\n} // TODO"],
])("a mark without a text is known again after its code was laid out anew: %j", ([one = "", other = ""]) => {
  const near = (text: string): string => marksIn(`before();\n${text}\nafter();`)[0]?.near ?? "";
  expect(near(one)).toMatch(/^\w{5,24}$/);
  expect(near(other)).toBe(near(one));
});

test("a text of up to ten lines belongs to a mark, and not more", () => {
  const [mark] = marksIn("// TODO: 0", ...Array.from({ length: 20 }, (_, at) => `// ${at + 1}`));
  expect(mark?.text).toBe("0 1 2 3 4 5 6 7 8 9");
});

test("a line of megabytes gives what stands around its mark", () => {
  const [mark] = marksIn(`/* ${"x".repeat(1_000_000)} TODO: mend this ${"y".repeat(1_000_000)} */`);
  expect(mark?.text.startsWith("mend this yyy")).toBe(true);
  expect(mark?.text.length).toBeLessThan(2_001);
});

test("more marks than people write are cut, and that is said", () => {
  const { marks, isWhole } = findMarks("# TODO: x\n".repeat(3_000), python);
  expect([marks.length, isWhole]).toEqual([2_000, false]);
  expect(findMarks("# TODO: x\n".repeat(10), python).isWhole).toBe(true);
});

test("hostile texts take no time", () => {
  const before = process.cpuUsage();
  for (const part of ["TODO ", "TODO:", "TODO(", "TODO(a", "// TODO\n", "/* TODO", "*", " ", "- ", "@"])
    findMarks(`// ${part.repeat(50_000)} TODO: x`, javascript);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(10);
});
