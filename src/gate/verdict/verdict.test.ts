import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { sampleBody } from "./_sample.ts";
import { parseVerdict, printVerdict, sealVerdict } from "./verdict.ts";
import { verdictJsonSchema } from "./verdict-schema.ts";
import type { VerdictBody } from "./verdict-shape.ts";

const text = printVerdict(sealVerdict(sampleBody));
const codeOf = (read: ReturnType<typeof parseVerdict>): string => (read.ok ? "fine" : read.fault.code);

/** The text with one value put in the place of another, and no new seal. */
const edited = (from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

test("what was printed is read back, and printed again the same", () => {
  const read = parseVerdict(text);
  expect(read).toMatchObject({ ok: true, value: { ...sampleBody, schemaVersion: 1, result: "passed" } });
  expect(read.ok && printVerdict(read.value)).toBe(text);
  expect(printVerdict(sealVerdict(sampleBody))).toBe(text);
});

test("laid out in another way it is still the same verdict", () => {
  const turned = Object.fromEntries(Object.entries(JSON.parse(text)).reverse());
  expect(codeOf(parseVerdict(JSON.stringify(turned)))).toBe("fine");
});

test.for([
  ['"result": "passed"', '"result": "failed"'],
  ['"code": 0', '"code": 1'],
  ['"strength": "proven"', '"strength": "weak"'],
  ['"criteria": []', '"criteria": [1]'],
  ['"ticked": true', '"ticked": false'],
  ['"name": "a > b"', '"name": "a > c"'],
  ['"attempt": 1,', ""],
  ['"attempt": 1,', '"attempt": 1, "more": true,'],
] as const)("%s made into %s is an edit", ([from, to]) => {
  expect(codeOf(parseVerdict(edited(from, to)))).toBe("verdict-edited");
});

test("no change of one character goes unseen", () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      const read = parseVerdict(changed);
      if (read.ok) expect(read.value).toEqual(JSON.parse(text));
      else expect(["verdict-edited", "verdict-unreadable", "verdict-version-unknown"]).toContain(read.fault.code);
    }),
    { numRuns: rounds(500) },
  );
});

test("reading never throws, whatever the text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 30 })), (any) => {
      expect(codeOf(parseVerdict(any))).not.toBe("fine");
    }),
    { numRuns: rounds(300) },
  );
});

test("a foreign, an old, a newer, a deep and a huge file are told apart", () => {
  const sealed = (more: object): string => JSON.stringify(sealVerdict({ ...sampleBody, ...more }));
  expect(codeOf(parseVerdict("{}"))).toBe("verdict-unreadable");
  expect(codeOf(parseVerdict("[]"))).toBe("verdict-unreadable");
  expect(codeOf(parseVerdict(sealed({ head: "nonsense" })))).toBe("verdict-unreadable");
  expect(codeOf(parseVerdict(sealed({ order: undefined })))).toBe("verdict-unreadable");
  expect(codeOf(parseVerdict(sealed({ schemaVersion: 2 })))).toBe("verdict-version-unknown");
  expect(codeOf(parseVerdict(sealed({ future: ["kept"] })))).toBe("fine");
  expect(codeOf(parseVerdict(`{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`))).toBe("verdict-unreadable");
  expect(codeOf(parseVerdict(" ".repeat(9 * 1024 * 1024)))).toBe("verdict-unreadable");
  const read = parseVerdict(sealed({ attempt: -1, commits: "two" }));
  expect(!read.ok && read.fault.message).toContain("attempt is no count; commits is no count");
});

test("one error, one command that did not end well, one test that broke: failed", () => {
  const error = { code: "scope-outside", severity: "error", file: "x", message: "m" } as const;
  const [check] = sampleBody.checks;
  const resultOf = (more: Partial<VerdictBody>): string => sealVerdict({ ...sampleBody, ...more }).result;
  expect(resultOf({})).toBe("passed");
  expect(resultOf({ findings: { ...sampleBody.findings, other: [error] } })).toBe("failed");
  expect(resultOf({ findings: { ...sampleBody.findings, hacks: [{ ...error, severity: "warning" }] } })).toBe("passed");
  expect(resultOf({ redGreen: { ...sampleBody.redGreen, findings: [error] } })).toBe("failed");
  expect(resultOf({ redGreen: { ...sampleBody.redGreen, regressions: ["a"] } })).toBe("failed");
  for (const end of [{ code: 1 }, { end: "time-limit", code: undefined }, { end: "signal", code: 0 }] as const) {
    expect(resultOf({ checks: check ? [check, { ...check, ...end }] : [] })).toBe("failed");
  }
  expect(resultOf({ findings: { ...sampleBody.findings, other: [error] }, skipped: { reason: "r", by: "p" } })).toBe(
    "passed",
  );
});

test("the published schema names every key, and what must be there", () => {
  const schema = JSON.parse(JSON.stringify(verdictJsonSchema()));
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(Object.keys(schema.properties).sort()).toEqual(
    [...Object.keys(JSON.parse(text)), "skipped", "restsOn"].sort(),
  );
  for (const key of ["skipped", "restsOn"]) expect(schema.required).not.toContain(key);
  expect(schema.properties.checks.items.required).not.toContain("code");
  expect(schema.properties.result).toMatchObject({ enum: ["passed", "failed"] });
});
