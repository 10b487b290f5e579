import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { codeAt, codeLines, lineText } from "./_line-text.ts";

test("a line without what formatters change", () => {
  expect(lineText("\t const  a = 1 ; ")).toBe("const a = 1");
  expect(lineText("  b,")).toBe("b");
});

test.for([
  ["function f(a) {\n  return missing(a, 1);\n}", 2, 10, "f missing"],
  ["export async function f(\n  a,\n) {\n  return (\n    missing(\n      a)\n}", 5, 5, "f missing"],
  ["pub(crate) fn run() {\n    x == y\n}", 2, 7, "run =="],
  ["func (r *Runner) Run() {\n\tr.go()\n}", 2, 2, "Run r"],
  ["class A:\n  def b(self):\n    return 'x y'", 3, 12, 'A "xy'],
  ["import a from 'b';", 1, 15, ' "b'],
] as const)("%j, %i:%i is %j", ([text, line, column, code]) => {
  expect(codeAt(codeLines(text), line, column)).toBe(code);
});

test("without a column it is the line, and where there is none it is nothing", () => {
  expect(codeAt(codeLines("const a = f( 'b' );\n"), 1)).toBe('a consta=f"b"');
  expect(codeAt(codeLines("const a = 1;\n"), 2)).toBeUndefined();
  expect(codeAt(codeLines("a"), 9, 9)).toBeUndefined();
});

test("moving lines, indenting them and ending them otherwise changes nothing", () => {
  const lines = ["export function one() {", "  return two(three, 'four');", "}", "const five = six == seven;"];
  const places = [
    [2, 10],
    [2, 14],
    [2, 21],
    [4, 14],
    [4, 18],
  ] as const;
  const before = places.map(([line, column]) => codeAt(codeLines(lines.join("\n")), line, column));
  fc.assert(
    fc.property(fc.nat(300), fc.constantFrom(" ", "\t", "    "), fc.constantFrom("\n", "\r\n"), (down, indent, end) => {
      const moved = [
        ...Array.from({ length: down }, () => "// more"),
        ...lines.map((line) => line.replace(/^ {2}/, indent).replace(/;$/, "")),
      ];
      const shift = (line: number): number => (line === 2 ? indent.length - 2 : 0);
      const after = places.map(([line, column]) =>
        codeAt(codeLines(moved.join(end)), line + down, column + shift(line)),
      );
      expect(after).toEqual(before);
    }),
    { numRuns: rounds(50) },
  );
});
