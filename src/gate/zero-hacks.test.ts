import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { sampleChange, sampleFile } from "./_sample-change.ts";
import type { Change } from "./change.ts";
import { type HackRules, judgeHacks } from "./zero-hacks.ts";

const RULES: HackRules = { testGlobs: [], hard: [], soft: [] };

/** A finding by its code and line. */
const at = (code: string, line: number | undefined): string => (line === undefined ? code : `${code}:${line}`);

const judged = (change: Change, rules: Partial<HackRules> = {}): readonly string[] =>
  judgeHacks(change, { ...RULES, ...rules }).map(({ code, line }) => at(code, line));

const added = (path: string, ...lines: readonly string[]): readonly string[] =>
  judged(sampleChange(sampleFile(path, { added: lines })));

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
    expect(judged(sampleChange(sampleFile("a.ts", { removed: ["// @ts-ignore"], added: ["f();"] })))).toEqual([]);
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

test.for([
  ["a.test.ts", "process.exit(0);", "exit-early"],
  ["test_a.py", "os._exit(0)", "exit-early"],
  ["a_test.go", "\tos.Exit(0)", "exit-early"],
  ["conftest.py", "def pytest_runtest_makereport(item, call):", "runner-hooked"],
  ["src/a.ts", "const isAdmin = false; /*\u202e } if (isAdmin) { */", "hidden-characters"],
] as const)("%s: %j is %s", ([path, line, code]) => {
  expect(added(path, line)).toEqual([at(code, 1)]);
});

test("a program may exit, and a source that shows no lines may not be", () => {
  expect(added("src/main.ts", "process.exit(0);")).toEqual([]);
  expect(judged(sampleChange(sampleFile("src/a.ts", { more: { binary: true } })))).toEqual(["source-binary"]);
  expect(judged(sampleChange(sampleFile("logo.png", { more: { binary: true } })))).toEqual([]);
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

test("thresholds of coverage may rise and not fall", () => {
  const config = (removed: readonly string[], now: readonly string[], path = "vitest.config.ts"): readonly string[] =>
    judged(sampleChange(sampleFile(path, { removed, added: now })));
  expect(config(["    lines: 90,", "    branches: 80,"], ["    lines: 85,", "    branches: 81,"])).toEqual([
    "coverage-lowered",
  ]);
  expect(config(["fail_under = 90"], [], "pyproject.toml")).toEqual(["coverage-lowered"]);
  expect(config(["    target: 80%"], ["    target: 79.5%"], "codecov.yml")).toEqual(["coverage-lowered"]);
  expect(config(["addopts = --cov-fail-under=90"], ["addopts = --cov-fail-under=91"], "pytest.ini")).toEqual([]);
  expect(config(["const lines = 90;"], ["const lines = 2;"], "src/page.ts")).toEqual([]);
});

test("snapshots change together with a source", () => {
  const snapshot = sampleFile("src/__snapshots__/a.test.ts.snap", { removed: ["<a>"], added: ["<b>"] });
  const source = sampleFile("src/a.ts", { added: ["x"] });
  expect(judged(sampleChange(snapshot))).toEqual(["snapshot-alone"]);
  expect(
    judged(sampleChange(snapshot, sampleFile("src/a.test.ts", { added: ["f();"] }), sampleFile("a.md", {}))),
  ).toEqual(["snapshot-alone"]);
  expect(judged(sampleChange(snapshot, source))).toEqual([]);
  expect(judged(sampleChange(sampleFile("a.test.ts.snap", { added: ["<a>"] })))).toEqual([]);
});

test("the project's own rules: words in code, patterns in lines, hard and soft", () => {
  const change = sampleChange(
    sampleFile("src/a.ts", {
      added: ["console.log(1); // console.log", 'say("console.log");', "// TODO: x", "consolex.log()"],
    }),
    sampleFile("notes.md", { added: ["console.log TODO"] }),
  );
  expect(judged(change, { hard: ["console.log"], soft: ["/todo/i"] })).toEqual([
    at("rule-broken", 1),
    at("rule-warned", 3),
  ]);
  expect(judged(change, { hard: ["/(/", " "], soft: [] })).toEqual(["rule-invalid", "rule-invalid"]);
  expect(judged(sampleChange(sampleFile("deploy.tf", { added: ["x = 0.0.0.0/0"] })), { hard: ["0.0.0.0/0"] })).toEqual([
    at("rule-broken", 1),
  ]);
});

test("whatever the lines are, they are judged, and hostile ones do not take long", () => {
  const hostile = fc.constantFrom(
    "`",
    "/*",
    '"""',
    "'",
    "catch (",
    "{",
    "it",
    ".",
    "[",
    "(",
    "\\",
    " ".repeat(300),
    "except",
    "#[",
    "/",
    "a",
  );
  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.array(hostile, { maxLength: 40 }).map((parts) => parts.join("")),
    ),
  );
  const paths = fc.constantFrom(
    "a.test.ts",
    "test_a.py",
    "a_test.go",
    "tests/a.rs",
    "ATest.java",
    "a_spec.rb",
    "x.sh",
    "tsconfig.json",
  );
  fc.assert(
    fc.property(paths, lines, lines, (path, now, before) => {
      const findings = judgeHacks(sampleChange(sampleFile(path, { added: now, removed: before })), {
        ...RULES,
        hard: ["/(a+)+$/", "x"],
      });
      for (const { line } of findings) expect(line ?? 1).toBeLessThanOrEqual(Math.max(1, now.length));
    }),
    { numRuns: rounds(200) },
  );
});

test("thousands of matches in one file are cut off", () => {
  const many = Array.from({ length: 5_000 }, () => 'it.skip("x", f);');
  const codes = added("a.test.ts", ...many);
  expect(codes).toHaveLength(200);
  expect(codes.at(-1)).toBe(at("test-skipped", 200));
});

test("a file of which not everything was read is named", () => {
  expect(judged(sampleChange(sampleFile("a.ts", { more: { cut: true } })))).toEqual(["lines-not-judged"]);
  expect(judged(sampleChange(sampleFile("package-lock.json", { more: { cut: true } })))).toEqual([]);
});

test("every finding says what was found, why and what to do instead", () => {
  const findings = judgeHacks(sampleChange(sampleFile("a.test.ts", { added: ['it.skip("x", f);'] })), RULES);
  expect(findings).toEqual([
    {
      ...{ code: "test-skipped", severity: "error", file: "a.test.ts", line: 1 },
      message: '"it.skip" was added: a test that does not run proves nothing',
      hint: "make the test pass; if it is wrong, change what it expects and say why in the ticket",
    },
  ]);
});
