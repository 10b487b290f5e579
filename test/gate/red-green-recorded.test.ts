import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Change, codesOf, project, type Stack } from "./_project.ts";

const samples = new URL("../../src/findings/samples/", import.meta.url);
const recorded = (name: string): string => readFileSync(new URL(name, samples), "utf8");

/** Plays what a tool printed for each set of files, for tools that need not be on this machine. */
const play = `
if [ -e src/new ]; then cat played/head; exit 0; fi
if [ -e tests/new ]; then cat played/overlay; exit 1; fi
cat played/base
`;
const stack: Stack = { files: { "play.sh": play }, testCommand: "sh play.sh", testGlobs: ["tests/**"] };

interface Played {
  readonly base: string;
  readonly overlay: string;
  readonly head: string;
}

const withNew: Change = { "src/new": "", "tests/new": "" };

async function prove({ base, overlay, head }: Played) {
  return project(stack, { "played/base": base, "played/overlay": overlay, "played/head": head }).prove(withNew);
}

const cargo = (...tests: readonly string[]): string => {
  const failed = tests.filter((line) => line.includes("FAILED")).length;
  const counts = `${tests.length - failed} passed; ${failed} failed; 0 ignored; 0 measured; 0 filtered out`;
  return [
    ...[
      "     Running tests/outside.rs (target/debug/deps/outside-c089)",
      "",
      `running ${tests.length} tests`,
      ...tests,
      "",
    ],
    ...(failed === 0
      ? []
      : ["failures:", "", "---- adds stdout ----", "", "thread 'adds' (7) panicked at tests/outside.rs:2:5:"]),
    ...(failed === 0
      ? []
      : ["assertion `left == right` failed", "  left: 3", " right: 4", "", "", "failures:", "    adds", ""]),
    `test result: ${failed === 0 ? "ok" : "FAILED"}. ${counts}; finished in 0.00s`,
    "",
  ].join("\n");
};

test("Rust: an assertion is proof, a crate that does not compile is weak", async () => {
  const head = cargo("test adds ... ok", "test old ... ok");
  const asserted = await prove({
    base: cargo("test old ... ok"),
    overlay: cargo("test adds ... FAILED", "test old ... ok"),
    head,
  });
  expect(asserted).toMatchObject({ strength: "proven", findings: [] });
  expect(asserted.red).toEqual([{ name: "tests/outside.rs > adds", cause: "assertion" }]);
  const refused = await prove({ base: cargo("test old ... ok"), overlay: recorded("cargo-missing.txt"), head });
  expect(refused).toMatchObject({ strength: "weak", red: [{ name: "tests/missing.rs", cause: "missing-symbol" }] });
  expect(codesOf(refused)).toEqual(["red-weak"]);
  const broken = await prove({ base: cargo("test old ... ok"), overlay: recorded("cargo-syntax.txt"), head });
  expect(codesOf(broken)).toEqual(["red-wrong-reason"]);
  const foreign = await prove({ base: cargo("test old ... ok"), overlay: recorded("cargo-package.txt"), head });
  expect(codesOf(foreign)).toEqual(["red-wrong-reason"]);
});

const event = (action: string, test?: string): string =>
  JSON.stringify({ Action: action, Package: "example.com/new", ...(test === undefined ? {} : { Test: test }) });
const go = (result: string, ...words: readonly string[]): string => {
  const said = words.map((Output) =>
    JSON.stringify({ Action: "output", Package: "example.com/new", Test: "TestNew", Output }),
  );
  return `${[event("start"), event("run", "TestNew"), ...said, event(result, "TestNew"), event(result)].join("\n")}\n`;
};

test("Go: a failed test is proof, a package that does not build is weak, a run that took too long is none", async () => {
  const base = `${event("start")}\n${event("pass")}\n`;
  const head = go("pass");
  const asserted = await prove({ base, overlay: go("fail", "    new_test.go:7: got 3, want 4\n"), head });
  expect(asserted).toMatchObject({
    strength: "proven",
    red: [{ name: "example.com/new > TestNew", cause: "assertion" }],
  });
  const refused = await prove({ base, overlay: recorded("go-test-old.jsonl.txt"), head });
  expect(refused).toMatchObject({ strength: "weak", red: [{ name: "example.com/new", cause: "missing-symbol" }] });
  const slow = await prove({ base, overlay: go("fail", "panic: test timed out after 1s\n"), head });
  expect(codesOf(slow)).toEqual(["red-wrong-reason"]);
});
