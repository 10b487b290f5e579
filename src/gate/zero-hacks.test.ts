import { describe, expect, test } from "vitest";
import type { Change, FileChange } from "./change.ts";
import { type HackRules, judgeHacks } from "./zero-hacks.ts";

const RULES: HackRules = { testGlobs: [], hard: [], soft: [] };

interface Edit {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly more?: Partial<FileChange>;
}

function file(path: string, { added = [], removed = [], more = {} }: Edit): FileChange {
  const lines = (texts: readonly string[]) => texts.map((text, at) => ({ number: at + 1, text }));
  return {
    ...{ path, kind: "modified", mode: "file", binary: false, committed: true, cut: false },
    ...{ added: added.length, removed: removed.length, addedLines: lines(added), removedLines: lines(removed) },
    ...more,
  };
}

function changeOf(...files: readonly FileChange[]): Change {
  const names = { mergeBase: "b", baseTree: "bt", head: "h", headTree: "ht", patchId: "p", commits: 1 };
  return { ...names, files, manifests: [], dirty: [] };
}

/** A finding by its code and line. */
const at = (code: string, line: number | undefined): string => (line === undefined ? code : `${code}:${line}`);

const judged = (change: Change, rules: Partial<HackRules> = {}): readonly string[] =>
  judgeHacks(change, { ...RULES, ...rules }).map(({ code, line }) => at(code, line));

const added = (path: string, ...lines: readonly string[]): readonly string[] =>
  judged(changeOf(file(path, { added: lines })));

describe("tests that do not run", () => {
  test.for([
    ["a.test.ts", 'it.skip("works", () => {'],
    ["a.test.ts", 'describe.skip("all", () => {'],
    ["a.test.ts", 'test.concurrent.skip("works", f);'],
    ["a.test.ts", 'test.todo("later");'],
    ["a.test.ts", 'xit("works", f);'],
    ["a.test.ts", "  xdescribe('all', f)"],
    ["a.test.ts", 'test("works", { skip: true }, f);'],
    ["a.test.ts", 'test("works", { todo: "later" }, f);'],
    ["test/a.mjs", "t.skip();"],
    ["test/a.mjs", "context.skip();"],
    ["test_a.py", "@pytest.mark.skip"],
    ["test_a.py", '@pytest.mark.skip(reason="flaky")'],
    ["test_a.py", "@unittest.skip('x')"],
    ["test_a.py", "@pytest.mark.xfail"],
    ["test_a.py", "pytestmark = pytest.mark.skip"],
    ["test_a.py", "    pytest.skip('later')"],
    ["test_a.py", "    self.skipTest('later')"],
    ["a_test.go", '\tt.Skip("later")'],
    ["a_test.go", "\tt.SkipNow()"],
    ["src/lib.rs", "#[ignore]"],
    ["src/lib.rs", '#[ignore = "slow"]'],
    ["src/test/java/ATest.java", "@Disabled"],
    ["src/test/java/ATest.java", '@Ignore("later")'],
    ["ATests.cs", '[Fact(Skip = "later")]'],
    ["a_spec.rb", '  xit "works" do'],
    ["ATests.swift", 'throw XCTSkip("later")'],
  ] as const)("%s: %s", ([path, line]) => {
    expect(added(path, line)).toEqual([at("test-skipped", 1)]);
  });

  test("a call over several lines is one too", () => {
    expect(added("a.test.ts", "it", "  .concurrent", '  .skip("works", f);')).toEqual([at("test-skipped", 1)]);
  });

  test.for([
    ["a.test.ts", 'it.skipIf(isWindows)("works", f);'],
    ["test_a.py", '@pytest.mark.skipif(sys.platform == "win32", reason="x")'],
    ["test_a.py", "@unittest.skipUnless(a, b)"],
    ["ATest.java", "@DisabledOnOs(OS.WINDOWS)"],
    ["ATest.java", "assumeTrue(hasDisplay());"],
  ] as const)("only sometimes is a warning: %s: %s", ([path, line]) => {
    expect(added(path, line)).toEqual([at("test-skipped-sometimes", 1)]);
  });

  test.for([
    ["a.test.ts", 'it.only("works", f);'],
    ["a.test.ts", 'fdescribe("all", f);'],
    ["a.test.ts", 'test("works", { only: true }, f);'],
    ["a_test.go", '\tFIt("works", func() {'],
  ] as const)("one alone: %s: %s", ([path, line]) => {
    expect(added(path, line)).toEqual([at("test-only", 1)]);
  });

  test.for([
    ["a.test.ts", 'expect(text).toBe("it.skip(1)");'],
    ["a.test.ts", "// it.skip was used here once"],
    ["a.test.ts", "const source = `", 'it.skip("x")', "`;"],
    ["docs/testing.md", 'it.skip("x", f)', "eslint-disable", "--no-verify"],
    ["src/reader.ts", "reader.skip(4);", "list.only(2);", "stream.skip()", "const skip = true;"],
    ["src/main.go", "scanner.Skip(3)"],
    ["a.py", "x = 'pytest.skip('"],
    ["a.test.ts", "const profit = fit.ness(1); submit(2); exit(3);"],
  ])("nothing of the kind: %s", ([path = "", ...lines]) => {
    expect(added(path, ...lines)).toEqual([]);
  });
});

describe("silenced tools", () => {
  test.for([
    ["a.ts", "// @ts-ignore"],
    ["a.ts", "// @ts-expect-error later"],
    ["a.ts", "/* eslint-disable */"],
    ["a.ts", "x(); // eslint-disable-line no-console"],
    ["a.ts", "// biome-ignore lint/suspicious/noExplicitAny: x"],
    ["a.js", "/* istanbul ignore next */"],
    ["a.js", "/* v8 ignore start */"],
    ["a.py", "x = f()  # type: ignore[arg-type]"],
    ["a.py", "import x  # noqa: F401"],
    ["a.py", "# pylint: disable=broad-except"],
    ["a.py", "if x:  # pragma: no cover"],
    ["a.py", "# pyright: ignore"],
    ["a.go", "x() //nolint:errcheck"],
    ["a.rs", "#[allow(dead_code)]"],
    ["a.rs", "#![allow(warnings)]"],
    ["a.rs", "#[expect(unused)]"],
    ["A.java", '@SuppressWarnings("unchecked")'],
    ["A.java", "foo(); // NOSONAR"],
    ["A.kt", '@Suppress("X")'],
    ["A.cs", "#pragma warning disable CS0168"],
    ["a.rb", "x # rubocop:disable Style/X"],
  ] as const)("%s: %s", ([path, line]) => {
    expect(added(path, line)).toEqual([at("suppression-added", 1)]);
  });

  test("in a text, and where it was before, they are none", () => {
    expect(added("a.ts", 'const help = "// @ts-ignore silences";')).toEqual([]);
    expect(judged(changeOf(file("a.ts", { removed: ["// @ts-ignore"], added: ["f();"] })))).toEqual([]);
  });
});

describe("swallowed errors", () => {
  test.for([
    ["a.ts", "try { f(); } catch {}"],
    ["a.ts", "try { f(); } catch (error) { /* never mind */ }"],
    ["a.ts", "f().catch(() => {});"],
    ["a.ts", "f().catch((e) => undefined);"],
    ["a.py", "except: pass"],
    ["a.go", "if err != nil { }"],
    ["a.go", "\t_ = err"],
    ["a.rs", "if let Err(_) = run() {}"],
    ["a.rs", "Err(_) => {}"],
    ["A.java", "} catch (IOException e) { }"],
    ["a.rb", "x = f rescue nil"],
  ] as const)("%s: %s", ([path, line]) => {
    expect(added(path, line)).toEqual([at("error-swallowed", 1)]);
  });

  test("over several lines too", () => {
    expect(added("a.ts", "try {", "  f();", "} catch (error) {", "  // nothing to do", "}")).toEqual([
      at("error-swallowed", 3),
    ]);
    expect(added("a.py", "try:", "    f()", "except ValueError as e:", "    pass")).toEqual([at("error-swallowed", 3)]);
    expect(added("A.java", "catch (Exception e)", "{", "", "}")).toEqual([at("error-swallowed", 1)]);
    expect(added("a.rb", "begin", "  f", "rescue StandardError", "end")).toEqual([at("error-swallowed", 3)]);
  });

  test("a handler that does something is fine", () => {
    expect(added("a.ts", "} catch (error) {", "  report(error);", "}", "f().catch((e) => report(e));")).toEqual([]);
    expect(added("a.py", "except KeyError:", "    return None", "x = {}")).toEqual([]);
    expect(added("a.go", "if err != nil {", "\treturn err", "}")).toEqual([]);
  });
});

test.for([
  ["a.test.ts", "expect(true).toBe(true);"],
  ["a.test.ts", "assert.ok(true);"],
  ["a.test.ts", "assert.equal(1, 1);"],
  ["test_a.py", "    assert True"],
  ["test_a.py", "        self.assertEqual(1, 1)"],
  ["tests/a.rs", "assert!(true);"],
  ["ATest.java", "assertTrue(true);"],
] as const)("an assertion that cannot fail: %s: %s", ([path, line]) => {
  expect(added(path, line)).toEqual([at("assertion-empty", 1)]);
});

describe("scripts", () => {
  test.for([
    ["release.sh", "git commit --no-verify -m x", "hooks-bypassed"],
    ["release.sh", "git commit -anm x", "hooks-bypassed"],
    ["package.json", '  "release": "git push --no-verify"', "hooks-bypassed"],
    [".husky/pre-commit", "HUSKY=0 git commit", "hooks-bypassed"],
    ["Makefile", "\tnpm test || true", "check-silenced"],
    [".github/workflows/ci.yml", "    continue-on-error: true", "check-silenced"],
    ["package.json", '  "test": "vitest run --passWithNoTests"', "check-silenced"],
  ] as const)("%s: %s", ([path, line, code]) => {
    expect(added(path, line)).toEqual([at(code, 1)]);
  });

  test("comments in scripts, and names in programs, are no tricks", () => {
    expect(added("release.sh", "# never use --no-verify here", "git commit -m 'no news'")).toEqual([]);
    expect(added("src/a.ts", 'const FLAGS = ["--no-verify"];')).toEqual([]);
  });
});

test.for([
  ["tsconfig.build.json", '    "strict": false,'],
  ["tsconfig.json", '    "noImplicitAny": false'],
  ["eslint.config.js", '  "no-console": "off",'],
  ["biome.json", '"noExplicitAny": "off"'],
  ["pyproject.toml", 'ignore = ["E501"]'],
  ["setup.cfg", "omit = src/hard/*"],
  ["Cargo.toml", 'unused = "allow"'],
] as const)("a tool that asks for less: %s: %s", ([path, line]) => {
  expect(added(path, line)).toContain(at("check-loosened", 1));
});

test("a tool that asks for more is fine", () => {
  expect(added("tsconfig.json", '    "strict": true,', '    "noEmit": true')).toEqual([]);
  expect(added("biome.json", '"noExplicitAny": "error"')).toEqual([]);
});

describe("lost tests", () => {
  const gone = ['test("a", () => {', "  expect(f()).toBe(1);", "});"];

  test("a deleted test, a deleted test file and one moved out of sight", () => {
    expect(judged(changeOf(file("a.test.ts", { removed: gone })))).toEqual(["test-deleted", "fewer-assertions"]);
    const deleted = { kind: "deleted", mode: "none" } as const;
    expect(judged(changeOf(file("a.test.ts", { removed: gone, more: deleted })))).toEqual(["test-deleted"]);
    expect(judged(changeOf(file("tests/rig.toml", { removed: ["x"], more: deleted })))).toEqual(["test-deleted"]);
    const hidden = { kind: "renamed", from: "a.test.ts" } as const;
    expect(judged(changeOf(file("attic/a.ts", { more: hidden })))).toEqual(["test-deleted"]);
    expect(judged(changeOf(file("b.test.ts", { more: hidden })))).toEqual([]);
    expect(judged(changeOf(file("a.test.ts.off", { removed: ["x"], more: hidden })))).toEqual(["test-deleted"]);
  });

  test("commented out or renamed so that no runner finds it", () => {
    expect(judged(changeOf(file("a.test.ts", { removed: gone, added: gone.map((line) => `// ${line}`) })))).toContain(
      "test-deleted",
    );
    const python = { removed: ["def test_a():"], added: ["def _test_a():"] };
    expect(judged(changeOf(file("test_a.py", python)))).toEqual(["test-deleted"]);
    const go = { removed: ["func TestA(t *testing.T) {"], added: ["func testA(t *testing.T) {"] };
    expect(judged(changeOf(file("a_test.go", go)))).toEqual(["test-deleted"]);
    const rust = { removed: ["    #[test]"], added: [] };
    expect(judged(changeOf(file("src/lib.rs", rust)))).toEqual(["test-deleted"]);
  });

  test("a test that moved to another file is not lost", () => {
    const there = file("b.test.ts", { added: gone });
    expect(judged(changeOf(file("a.test.ts", { removed: gone }), there))).toEqual([]);
    const whole = file("a.test.ts", { removed: gone, more: { kind: "deleted", mode: "none" } });
    expect(judged(changeOf(whole, there))).toEqual([]);
  });

  test("a test under another name, and the test of a deleted source, are warnings", () => {
    const renamed = { removed: ['test("a", f);'], added: ['test("b", f);'] };
    expect(judged(changeOf(file("a.test.ts", renamed)))).toEqual(["test-replaced"]);
    const deleted = { kind: "deleted", mode: "none" } as const;
    const source = file("src/a.ts", { removed: ["export const a = 1;"], more: deleted });
    expect(judged(changeOf(file("test/a.test.ts", { removed: gone, more: deleted }), source))).toEqual([
      "test-replaced",
    ]);
  });

  test("a table of tests with its title below is a test", () => {
    const removed = ["test.for([", "  [1],", '] as const)("counts %i", ([a]) => {'];
    expect(judged(changeOf(file("a.test.ts", { removed })))).toEqual(["test-deleted"]);
  });
});

describe("assertions", () => {
  test("fewer of them in a file are found, as many or moved ones are fine", () => {
    const removed = ["  expect(a).toBe(1);", "  expect(b).toBe(2);"];
    expect(judged(changeOf(file("a.test.ts", { removed, added: ["  expect(a).toBeDefined();"] })))).toEqual([
      "fewer-assertions",
    ]);
    expect(
      judged(changeOf(file("a.test.ts", { removed, added: ["expect(c).toBe(3);", "expect(d).toBe(4);"] }))),
    ).toEqual([]);
    expect(judged(changeOf(file("a.test.ts", { removed }), file("b.test.ts", { added: removed })))).toEqual([]);
    expect(judged(changeOf(file("a.test.ts", { removed, added: removed.map((line) => `//${line}`) })))).toEqual([
      "fewer-assertions",
    ]);
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
    expect(judged(changeOf(file(path, { removed: [line] })))).toEqual(["fewer-assertions"]);
    expect(judged(changeOf(file(path, { removed: [line], added: [line.replace("1", "2")] })))).toEqual([]);
  });

  test("assertions in the program itself are its own affair", () => {
    expect(judged(changeOf(file("src/a.ts", { removed: ["assert(x > 0);"] })))).toEqual([]);
  });
});

test("thresholds of coverage may rise and not fall", () => {
  const config = (removed: readonly string[], now: readonly string[], path = "vitest.config.ts"): readonly string[] =>
    judged(changeOf(file(path, { removed, added: now })));
  expect(config(["    lines: 90,", "    branches: 80,"], ["    lines: 85,", "    branches: 81,"])).toEqual([
    "coverage-lowered",
  ]);
  expect(config(["fail_under = 90"], [], "pyproject.toml")).toEqual(["coverage-lowered"]);
  expect(config(["    target: 80%"], ["    target: 79.5%"], "codecov.yml")).toEqual(["coverage-lowered"]);
  expect(config(["addopts = --cov-fail-under=90"], ["addopts = --cov-fail-under=91"], "pytest.ini")).toEqual([]);
  expect(config(["const lines = 90;"], ["const lines = 2;"], "src/page.ts")).toEqual([]);
});

test("snapshots change together with a source", () => {
  const snapshot = file("src/__snapshots__/a.test.ts.snap", { removed: ["<a>"], added: ["<b>"] });
  const source = file("src/a.ts", { added: ["x"] });
  expect(judged(changeOf(snapshot))).toEqual(["snapshot-alone"]);
  expect(judged(changeOf(snapshot, file("src/a.test.ts", { added: ["f();"] }), file("a.md", {})))).toEqual([
    "snapshot-alone",
  ]);
  expect(judged(changeOf(snapshot, source))).toEqual([]);
  expect(judged(changeOf(file("a.test.ts.snap", { added: ["<a>"] })))).toEqual([]);
});

test("the project's own rules: words in code, patterns in lines, hard and soft", () => {
  const change = changeOf(
    file("src/a.ts", {
      added: ["console.log(1); // console.log", 'say("console.log");', "// TODO: x", "consolex.log()"],
    }),
    file("notes.md", { added: ["console.log TODO"] }),
  );
  expect(judged(change, { hard: ["console.log"], soft: ["/todo/i"] })).toEqual([
    at("rule-broken", 1),
    at("rule-warned", 3),
  ]);
  expect(judged(change, { hard: ["/(/", " "], soft: [] })).toEqual(["rule-invalid", "rule-invalid"]);
  expect(judged(changeOf(file("deploy.tf", { added: ["x = 0.0.0.0/0"] })), { hard: ["0.0.0.0/0"] })).toEqual([
    at("rule-broken", 1),
  ]);
});

test("a file of which not everything was read is named", () => {
  expect(judged(changeOf(file("a.ts", { more: { cut: true } })))).toEqual(["lines-not-judged"]);
  expect(judged(changeOf(file("package-lock.json", { more: { cut: true } })))).toEqual([]);
});

test("every finding says what was found, why and what to do instead", () => {
  const findings = judgeHacks(changeOf(file("a.test.ts", { added: ['it.skip("x", f);'] })), RULES);
  expect(findings).toEqual([
    {
      ...{ code: "test-skipped", severity: "error", file: "a.test.ts", line: 1 },
      message: '"it.skip" was added: a test that does not run proves nothing',
      hint: "make the test pass; if it is wrong, change what it expects and say why in the ticket",
    },
  ]);
});
