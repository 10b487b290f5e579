import fc from "fast-check";
import picomatch from "picomatch";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { patternsMeet, readPattern, ruleCovers } from "./_patterns.ts";

function meet(one: string, other: string): boolean {
  const [a, b] = [readPattern(one), readPattern(other)];
  if (a === undefined || b === undefined) throw new Error(`${one} or ${other} is no pattern`);
  expect(patternsMeet(b, a)).toBe(patternsMeet(a, b));
  return patternsMeet(a, b);
}

test.for([
  ["a.ts", "./a.ts", true],
  ["a.ts", "b.ts", false],
  ["src/", "src/a/b.ts", true],
  ["src", "src/a/b.ts", true],
  ["src/*", "src/a/b.ts", false],
  ["src/**/x.ts", "src/x.ts", true],
  ["**/*.ts", "src/*.js", false],
  ["src/a*", "src/*b", true],
  ["src/a*c", "src/a*d", false],
  ["{a,b}/**", "b/c.ts", true],
  ["{a,b}/**", "c/c.ts", false],
  ["app/[id]/page.ts", "app/[id]/**", true],
  ["[a-c].ts", "b.ts", true],
  ["[!a-c].ts", "b.ts", false],
  ["?.ts", "ab.ts", false],
] as const)("%s and %s: %s", ([one, other, expected]) => {
  expect(meet(one, other)).toBe(expected);
});

test("what is no path from the root is no pattern", () => {
  for (const text of ["", " ", "/", "../a", "a/../b", "a\0b", "x".repeat(501)])
    expect(readPattern(text)).toBeUndefined();
});

test("too many braces are taken for everything, in little time", () => {
  expect(meet(`src/${"{a,b,c,d}".repeat(40)}.ts`, "src/x.ts")).toBe(true);
  expect(meet(`${"*a".repeat(60)}b`, "a".repeat(300))).toBe(false);
});

test("a rule without a slash is about names of files", () => {
  const file = readPattern("src/view/app.tsx");
  if (file === undefined) throw new Error("no pattern");
  expect(["*.tsx", "src/**", "app.tsx"].every((rule) => ruleCovers(rule, file))).toBe(true);
  expect(["*.ts", "lib/**", "/"].some((rule) => ruleCovers(rule, file))).toBe(false);
});

test("two globs that cover the same path meet", () => {
  const name = fc.constantFrom("a", "b", "ab", "*", "a*", "?", "[ab]", "{a,b}", "**");
  const glob = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const path = fc
    .array(fc.constantFrom("a", "b", "ab"), { minLength: 1, maxLength: 4 })
    .map((names) => names.join("/"));
  fc.assert(
    fc.property(glob, glob, path, (one, other, file) => {
      fc.pre(picomatch(one)(file) && picomatch(other)(file));
      expect(meet(one, other)).toBe(true);
      expect(meet(one, file)).toBe(true);
    }),
    { numRuns: rounds(300) },
  );
});
