import { describe, expect, test } from "vitest";
import { sampleChange, sampleFile } from "../_sample-change.ts";
import type { Change } from "../change.ts";
import { judgeHacks } from "../zero-hacks.ts";

const judged = (change: Change): readonly string[] =>
  judgeHacks(change, { testGlobs: [], hard: [], soft: [] }).map(({ code }) => code);

describe("lost tests", () => {
  const gone = ['test("a", () => {', "  expect(f()).toBe(1);", "});"];

  test("a deleted test, a deleted test file and one moved out of sight", () => {
    expect(judged(sampleChange(sampleFile("a.test.ts", { removed: gone })))).toEqual([
      "test-deleted",
      "fewer-assertions",
    ]);
    const deleted = { kind: "deleted", mode: "none" } as const;
    expect(judged(sampleChange(sampleFile("a.test.ts", { removed: gone, more: deleted })))).toEqual(["test-deleted"]);
    expect(judged(sampleChange(sampleFile("tests/rig.toml", { removed: ["x"], more: deleted })))).toEqual([
      "test-deleted",
    ]);
    const hidden = { kind: "renamed", from: "a.test.ts" } as const;
    expect(judged(sampleChange(sampleFile("attic/a.ts", { more: hidden })))).toEqual(["test-deleted"]);
    expect(judged(sampleChange(sampleFile("b.test.ts", { more: hidden })))).toEqual([]);
    expect(judged(sampleChange(sampleFile("a.test.ts.off", { removed: ["x"], more: hidden })))).toEqual([
      "test-deleted",
    ]);
  });

  test("commented out or renamed so that no runner finds it", () => {
    expect(
      judged(sampleChange(sampleFile("a.test.ts", { removed: gone, added: gone.map((line) => `// ${line}`) }))),
    ).toContain("test-deleted");
    const python = { removed: ["def test_a():"], added: ["def _test_a():"] };
    expect(judged(sampleChange(sampleFile("test_a.py", python)))).toEqual(["test-deleted"]);
    const go = { removed: ["func TestA(t *testing.T) {"], added: ["func testA(t *testing.T) {"] };
    expect(judged(sampleChange(sampleFile("a_test.go", go)))).toEqual(["test-deleted"]);
    const rust = { removed: ["    #[test]"], added: [] };
    expect(judged(sampleChange(sampleFile("src/lib.rs", rust)))).toEqual(["test-deleted"]);
  });

  test("a test that moved to another file is not lost", () => {
    const there = sampleFile("b.test.ts", { added: gone });
    expect(judged(sampleChange(sampleFile("a.test.ts", { removed: gone }), there))).toEqual([]);
    const whole = sampleFile("a.test.ts", { removed: gone, more: { kind: "deleted", mode: "none" } });
    expect(judged(sampleChange(whole, there))).toEqual([]);
  });

  test("a test under another name, and the test of a deleted source, are warnings", () => {
    const renamed = { removed: ['test("a", f);'], added: ['test("b", f);'] };
    expect(judged(sampleChange(sampleFile("a.test.ts", renamed)))).toEqual(["test-replaced"]);
    const deleted = { kind: "deleted", mode: "none" } as const;
    const source = sampleFile("src/a.ts", { removed: ["export const a = 1;"], more: deleted });
    expect(judged(sampleChange(sampleFile("test/a.test.ts", { removed: gone, more: deleted }), source))).toEqual([
      "test-replaced",
    ]);
  });

  test("a table of tests with its title below is a test", () => {
    const removed = ["test.for([", "  [1],", '] as const)("counts %i", ([a]) => {'];
    expect(judged(sampleChange(sampleFile("a.test.ts", { removed })))).toEqual(["test-deleted"]);
  });
});

describe("assertions", () => {
  test("fewer of them in a file are found, as many or moved ones are fine", () => {
    const removed = ["  expect(a).toBe(1);", "  expect(b).toBe(2);"];
    expect(judged(sampleChange(sampleFile("a.test.ts", { removed, added: ["  expect(a).toBeDefined();"] })))).toEqual([
      "fewer-assertions",
    ]);
    expect(
      judged(sampleChange(sampleFile("a.test.ts", { removed, added: ["expect(c).toBe(3);", "expect(d).toBe(4);"] }))),
    ).toEqual([]);
    expect(
      judged(sampleChange(sampleFile("a.test.ts", { removed }), sampleFile("b.test.ts", { added: removed }))),
    ).toEqual([]);
    expect(
      judged(sampleChange(sampleFile("a.test.ts", { removed, added: removed.map((line) => `//${line}`) }))),
    ).toEqual(["fewer-assertions"]);
  });

  test.for([
    ["test_a.py", "    assert f() == 1"],
    ["test_a.py", "        self.assertEqual(f(), 1)"],
    ["a_test.go", '\t\tt.Errorf("got %d", x)'],
    ["tests/a.rs", "    assert_eq!(f(), 1);"],
    ["ATest.java", "    assertEquals(1, f());"],
    ["ATests.cs", "    Assert.Equal(1, f());"],
    ["a_spec.rb", "    expect(f).to eq 1"],
    ["ATests.swift", "    XCTAssertEqual(f(), 1)"],
  ] as const)("%s: %s", ([path, line]) => {
    expect(judged(sampleChange(sampleFile(path, { removed: [line] })))).toEqual(["fewer-assertions"]);
    expect(judged(sampleChange(sampleFile(path, { removed: [line], added: [line.replace("1", "2")] })))).toEqual([]);
  });

  test("assertions in the program itself are its own affair", () => {
    expect(judged(sampleChange(sampleFile("src/a.ts", { removed: ["assert(x > 0);"] })))).toEqual([]);
  });
});
