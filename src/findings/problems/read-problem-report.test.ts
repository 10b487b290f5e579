import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { MAX_FACTS, MAX_PROBLEM_CHARS } from "../limits.ts";
import type { ProblemReport } from "./problem.ts";
import { problemParsers, readProblemReport } from "./read-problem-report.ts";

const folder = join(import.meta.dirname, "samples");
const samples = readdirSync(folder)
  .filter((name) => !name.endsWith(".read.txt"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** Lines without a last word: a text that ends between two of them looks like a whole one. */
const NO_LAST_WORD = new Set(["tsc", "yarn-npm-audit"]);

test.for(samples)("what a tool printed is read as it was meant: $name", async ({ name, text }) => {
  await expect(printed(readProblemReport(text))).toMatchFileSnapshot(`./samples/${name}.read.txt`);
});

test("every format has a sample", () => {
  const seen = new Set(samples.map(({ text }) => readProblemReport(text)?.format));
  expect([...seen].sort()).toEqual(problemParsers.map((parser) => parser.format).sort());
});

test.for(samples)("other prints before and after change nothing: $name", ({ text }) => {
  const before = "\n> sample@1.0.0 lint\n> run-it .\n\n\u001b[1mwords [of {it}\u001b[22m\n";
  const after = "\nnpm error code 1\nbye\n";
  expect(printed(readProblemReport(before + text + after))).toBe(printed(readProblemReport(text)));
});

test.for(samples)("Windows' line ends and a mark of the byte order change nothing: $name", ({ text }) => {
  const report = readProblemReport(text);
  expect(printed(readProblemReport(text.replaceAll("\n", "\r\n")))).toBe(printed(report));
  if (report?.format !== "tsc") expect(printed(readProblemReport(`\ufeff${text}`))).toBe(printed(report));
});

test.for(samples)("a text that ends in the middle says so: $name", ({ text }) => {
  const format = readProblemReport(text)?.format ?? "";
  if (NO_LAST_WORD.has(format)) return;
  const document = text.slice(0, Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"), text.lastIndexOf("files.")));
  for (let part = 1; part < 40; part += 1) {
    const cut = document.slice(0, Math.floor((document.length * part) / 40));
    const report = problemParsers.find((one) => one.format === format)?.parse(cut);
    expect(report?.complete, `${part} of 40 parts`).toBe(false);
  }
});

test("a text cut inside a compiler's line is not whole, and keeps the lines before", () => {
  const text = readFileSync(join(folder, "tsc.txt"), "utf8");
  expect(readProblemReport(text.slice(0, text.length - 20))).toMatchObject({ complete: false, format: "tsc" });
  const pretty = readFileSync(join(folder, "tsc-pretty.txt"), "utf8");
  const cut = readProblemReport(pretty.slice(0, pretty.length / 2));
  expect(cut?.complete).toBe(false);
  expect(cut?.problems.length).toBeGreaterThan(1);
});

test("an audit of Yarn cut inside a line is not whole, and keeps the lines before", () => {
  const text = readFileSync(join(folder, "yarn-npm-audit.json.txt"), "utf8");
  const cut = readProblemReport(text.slice(0, text.length - 30));
  expect(cut).toMatchObject({ format: "yarn-npm-audit", complete: false, problems: [{ subject: "minimist" }] });
  const classic = readFileSync(join(folder, "yarn-audit.json.txt"), "utf8").split("\n");
  expect(readProblemReport(classic.slice(0, 2).join("\n"))).toMatchObject({ complete: false, problems: [{}, {}] });
});

test.for([
  ["eslint", "[]"],
  ["ruff", "[]\n"],
  ["pip-outdated", "[]"],
  ["npm-outdated", "{}\n"],
  ["biome", '{"summary":{"errors":0,"diagnosticsNotPrinted":0},"diagnostics":[],"command":"lint"}'],
  ["golangci", '{"Issues":null,"Report":{"Linters":[]}}'],
  ["golangci", '{"Issues":[],"Report":{"Linters":[]}}\n0 issues.\n'],
  ["sarif", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}},"results":[]}]}'],
  ["npm-audit", '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}'],
  ["yarn-audit", '{"type":"auditSummary","data":{"vulnerabilities":{"info":0,"low":0},"totalDependencies":3}}\n'],
  ["pip-audit", '{"dependencies": [], "fixes": []}'],
  ["cargo-audit", '{"vulnerabilities":{"found":false,"count":0,"list":[]},"warnings":{}}'],
  ["osv-scanner", '{"results": []}'],
  ["osv", '{"vulns": []}'],
] as const)("%s: a report without problems is whole", ([format, text]) => {
  expect(readProblemReport(text, [format])).toEqual({ format, problems: [], complete: true });
});

test.for([
  ["a scanner that did not look", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}}}]}'],
  [
    "a scanner that failed",
    '{"version":"2.1.0","runs":[{"tool":{"driver":{}},"results":[],"invocations":[{"executionSuccessful":false}]}]}',
  ],
  ["an audit that was refused", '{"auditReportVersion":2,"error":{"code":"ENOLOCK","summary":""}}'],
  ["a linter that could not load a package", '{"Issues":null,"Report":{"Error":"no go files"}}'],
  ["a document whose end is missing, and a part of it that could be one", '[{"filePath":"a.js","messages":\n[]\n'],
  ["an entry that is none", '[{"filePath":"a.js","messages":[]},7]'],
  ["a message that is none", '[{"filePath":"a.js","messages":[null]}]'],
] as const)("what was not looked at is not gone: %s", ([, text]) => {
  expect(readProblemReport(text)).toMatchObject({ problems: [], complete: false });
});

test("formats that are named are the only ones asked", () => {
  expect(readProblemReport("[]", ["ruff"])?.format).toBe("ruff");
  expect(readProblemReport("src/a.ts(1,2): error TS1: a\n", ["eslint", "ruff"])).toBeUndefined();
  expect(readProblemReport("all is well")).toBeUndefined();
  expect(readProblemReport("")).toBeUndefined();
});

const pieces = fc.constantFrom(
  ...samples.flatMap(({ text }) => [text.slice(0, 3_000), ...text.split("\n").slice(0, 40)]),
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
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
/** Documents of the right shape with values of any sort in the places of others. */
const twisted = fc
  .record({
    sample: fc.constantFrom(...samples),
    seed: fc.nat(),
    value: fc.oneof(fc.json(), fc.constantFrom('"constructor"', '"__proto__"', "1e999", "-1", deep)),
  })
  .map(({ sample, seed, value }) => {
    const values = [...sample.text.matchAll(/(?<=": ?)(?:"[^"\n]*"|\d+|true|false|null|\[\]|\{\})/g)];
    const hit = values[seed % Math.max(1, values.length)];
    if (hit === undefined) return sample.text;
    return sample.text.slice(0, hit.index) + value + sample.text.slice(hit.index + hit[0].length);
  });

test("whatever the text, every parser answers, with problems that fit", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        broken,
        twisted,
        fc.string({ unit: "binary", maxLength: 500 }),
        fc.json(),
        fc.array(pieces).map((all) => all.join("\n")),
      ),
      (text) => {
        for (const parser of problemParsers) {
          parser.recognises(text);
          for (const one of parser.parse(text).problems) {
            expect(one.rule).not.toBe("");
            expect(["error", "warning", "note"]).toContain(one.level);
            for (const words of [one.rule, one.message, one.subject ?? "", ...Object.values(one.facts ?? {})]) {
              expect(words.length).toBeLessThanOrEqual(MAX_PROBLEM_CHARS);
              expect(words).not.toMatch(/[\u0000-\u001f\u007f]/);
            }
            expect(Object.keys(one.facts ?? {}).length).toBeLessThanOrEqual(MAX_FACTS);
            expect(one.line ?? 1).toBeGreaterThan(0);
          }
        }
      },
    ),
    { numRuns: rounds(200) },
  );
});

test("texts that are all beginnings, very deep or very many are read in time", () => {
  const hostile = [
    "[",
    '{"a":',
    '{"runs":[',
    '[{"filePath":"a","messages":[{"message":"',
    "a(1,2): error TS1: b\n",
    "a(1,",
    ":1:1 - error TS",
    '\n{"Issues":[',
    "\u001b[",
    "\n[",
  ];
  for (const piece of hostile) {
    const text = piece.repeat(Math.floor(400_000 / piece.length));
    for (const parser of problemParsers) {
      parser.recognises(text);
      parser.parse(text);
    }
  }
  const many = JSON.stringify([{ filePath: "a.js", messages: Array.from({ length: 120_000 }, () => ({ line: 1 })) }]);
  const report = readProblemReport(many);
  expect(report?.problems).toHaveLength(100_000);
  expect(report?.complete).toBe(false);
});

test("one advisory under many names, in a long chain, is one", () => {
  const vulns = Array.from({ length: 2_000 }, (_, at) => ({
    id: `PYSEC-1-${at}`,
    aliases: [`CVE-2020-${1000 + at}`, `CVE-2020-${1001 + at}`],
  }));
  const report = readProblemReport(
    JSON.stringify({ dependencies: [{ name: "a", version: "1", vulns: vulns.reverse() }] }),
  );
  expect(report?.problems.map(({ rule }) => rule)).toEqual(["CVE-2020-1000"]);
});

test("a circle of packages that need each other ends", () => {
  const one = (name: string, effects: string[]) => ({
    name,
    isDirect: name === "a",
    effects,
    via: [{ source: 1, name }],
  });
  const text = JSON.stringify({ auditReportVersion: 2, vulnerabilities: { a: one("a", ["b"]), b: one("b", ["a"]) } });
  expect(readProblemReport(text)?.problems).toMatchObject([
    { rule: "npm-1", subject: "a" },
    { rule: "npm-1", subject: "b", facts: { through: "a" } },
  ]);
});

test("colours, unseen characters and lines that turn around are not kept", () => {
  const message = "a\u001b[31m red\u001b[0m \u202enot\u202c\u0007 \u200bthis\nway";
  const text = JSON.stringify([{ filePath: "a.js", messages: [{ ruleId: "x", severity: 2, message, line: 1 }] }]);
  expect(readProblemReport(text)?.problems[0]?.message).toBe("a red not this way");
});

/** One line a problem, for people to review. */
function printed(report: ProblemReport | undefined): string {
  if (report === undefined) return "not recognised\n";
  const lines = report.problems.map((one) => {
    const place = [one.file ?? "-", one.line ?? "-", one.column ?? "-"].join(":");
    const facts = Object.entries(one.facts ?? {}).map(([name, value]) => `${name}=${value}`);
    return [one.level, one.rule, place, one.subject ?? "-", one.message, one.url ?? "-", ...facts].join(" | ");
  });
  const unread = report.unread === undefined ? "" : `, but for ${report.unread.join(" ")}`;
  return `${[`${report.format}, ${report.complete ? "complete" : "not whole"}${unread}`, ...lines].join("\n")}\n`;
}
