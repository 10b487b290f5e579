import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { MAX_MESSAGE_CHARS, MAX_NAME_CHARS } from "./limits.ts";
import { readTestReport, testParsers } from "./read-test-report.ts";
import type { TestReport } from "./test-report.ts";

const folder = join(import.meta.dirname, "samples");
const samples = readdirSync(folder)
  .filter((name) => !name.endsWith(".read.txt"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** Formats in which a text that ends between two of its parts looks like a whole one. */
const NO_LAST_WORD = new Set(["cargo-test", "go-test-json"]);

test.for(samples)("what a tool really printed is read as it was meant: $name", async ({ name, text }) => {
  await expect(printed(readTestReport(text))).toMatchFileSnapshot(`./samples/${name}.read.txt`);
});

test("every format has a sample", () => {
  const seen = new Set(samples.map(({ text }) => readTestReport(text)?.format));
  expect([...seen].sort()).toEqual(testParsers.map((parser) => parser.format).sort());
});

test.for(samples)("other prints before and after change nothing: $name", ({ text }) => {
  const noise = {
    before: "\n> sample@1.0.0 test\n> run-it\n\n\u001b[1mwords\u001b[22m\n",
    after: "\nnpm error code 1\nbye\n",
  };
  expect(printed(readTestReport(noise.before + text + noise.after))).toBe(printed(readTestReport(text)));
});

test.for(samples)("colours and Windows' line ends change nothing: $name", ({ text }) => {
  const format = readTestReport(text)?.format;
  if (format === "vitest-json" || format === "jest-json" || format === "junit" || format === "tap") return;
  const coloured = text.replaceAll(/\b(PASSED|FAILED|ok)\b/g, "\u001b[32m$1\u001b[0m").replaceAll("\n", "\r\n");
  expect(printed(readTestReport(coloured, format))).toBe(printed(readTestReport(text)));
});

test.for(samples)("a text that ends in the middle says so: $name", ({ text }) => {
  const format = readTestReport(text)?.format ?? "";
  const whole = readTestReport(text)?.cases.length ?? 0;
  if (NO_LAST_WORD.has(format)) return;
  for (let part = 1; part < 20; part += 1) {
    const report = testParsers
      .find((one) => one.format === format)
      ?.parse(text.slice(0, Math.floor((text.length * part) / 21)));
    expect(report?.complete, `${part} of 21 parts`).toBe(false);
    expect(report?.cases.length).toBeLessThanOrEqual(whole);
  }
});

test.for([
  ["cargo-test", "running 2 tests\ntest a ... ok\n", false],
  ["cargo-test", "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; finished in 0.00s\n", true],
  ["go-test-json", '{"Action":"start","Package":"p"}\n{"Action":"run","Package":"p","Test":"T"}\n', false],
  ["tap", "TAP version 13\n1..0\n", true],
  ["tap", "TAP version 13\nok 1 - a\nBail out!\n1..1\n", false],
  ["tap", "ok 1 - a\n1..2\n", false],
  ["pytest", "===== test session starts =====\ncollected 0 items\n\n===== no tests ran in 0.75s =====\n", true],
  ["unittest", "\n------\nRan 0 tests in 0.000s\n\nOK\n", true],
  ["node-spec", "ℹ tests 0\nℹ suites 0\nℹ pass 0\nℹ duration_ms 20.5\n", true],
  ["junit", '<?xml version="1.0"?><testsuites tests="0"/>', true],
  ["vitest-json", '{"numTotalTestSuites":0,"numPassedTestSuites":0,"testResults":[]}', true],
  ["vitest-json", '{"numTotalTestSuites":1,"numPassedTestSuites":0,"testRes', false],
] as const)("%s: no tests, or not all of them", ([format, text, complete]) => {
  const report = readTestReport(text);
  expect(report).toMatchObject({ format, complete });
  expect(report?.cases.filter((one) => one.outcome === "failed")).toEqual([]);
});

test("a format that is named is the only one asked, and an unknown one is no report", () => {
  const tapText = "TAP version 13\nok 1 - a\n1..1\n";
  expect(readTestReport(tapText, "tap")?.cases).toHaveLength(1);
  expect(readTestReport(tapText, "junit")).toBeUndefined();
  expect(readTestReport(tapText, "other")).toBeUndefined();
  expect(readTestReport("all is well")).toBeUndefined();
});

const pieces = fc.constantFrom(
  ...samples.flatMap(({ text }) => [text.slice(0, 3_000), ...text.split("\n").slice(0, 60)]),
);
const broken = fc
  .record({
    sample: fc.constantFrom(...samples.map(({ text }) => text)),
    from: fc.nat(),
    length: fc.nat(400),
    put: fc.oneof(pieces, fc.string({ unit: "binary" })),
  })
  .map(({ sample, from, length, put }) => {
    const at = from % sample.length;
    return sample.slice(0, at) + put + sample.slice(at + length);
  });

test("whatever the text, every parser answers, with names and messages that fit", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        broken,
        fc.string({ unit: "binary", maxLength: 500 }),
        fc.array(pieces).map((all) => all.join("\n")),
      ),
      (text) => {
        for (const parser of testParsers) {
          parser.recognises(text);
          const report = parser.parse(text);
          for (const one of report.cases) {
            expect(one.name.length).toBeLessThanOrEqual(MAX_NAME_CHARS);
            expect(one.message?.length ?? 0).toBeLessThanOrEqual(MAX_MESSAGE_CHARS);
            expect(one.cause === undefined).toBe(one.outcome !== "failed");
          }
          for (const one of report.broken) expect(one.message.length).toBeLessThanOrEqual(MAX_MESSAGE_CHARS);
        }
      },
    ),
    { numRuns: rounds(300) },
  );
});

test("long texts that are all beginnings and no ends are read in time", () => {
  const hostile = [
    '<a "',
    "<testcase name='",
    "&#",
    '{"numTotalTestSuites":',
    "a::",
    "=== passed ",
    "    ok 1 - a {\n",
    "# ",
    "E  ",
    "---\n",
    "\n\n\n ",
    "FAILED a::b - ",
    "'",
    "\u001b[",
    "test a ... ",
    "✖ a (1",
  ];
  for (const piece of hostile) {
    const text = piece.repeat(Math.floor(400_000 / piece.length));
    for (const parser of testParsers) {
      parser.recognises(text);
      parser.parse(text);
    }
  }
});

/** One line a test, for people to review. */
function printed(report: TestReport | undefined): string {
  if (report === undefined) return "not recognised\n";
  const { format, complete, cases, broken } = report;
  const lines = [
    `${format}, ${complete ? "complete" : "cut off"}`,
    ...cases.map((one) => [one.outcome, one.cause, one.name, one.message?.split("\n")[0]].filter(Boolean).join(" | ")),
    ...broken.map((one) => `broken in ${one.stage} | ${one.cause} | ${one.file} | ${one.message.split("\n")[0]}`),
  ];
  return `${lines.join("\n")}\n`;
}
