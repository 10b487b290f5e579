import { expect, test } from "vitest";
import { type Code, codesRaised, faultCodes, findingCodes } from "../../scripts/source/codes.ts";
import { type SourceFile, sourceFiles } from "../../scripts/source/files.ts";
import { type Complaint, expectNone, invented, paidDebts, programFiles } from "./check.ts";
import { unprovokedCodes } from "./debts.ts";

const faults = faultCodes(programFiles());
const findings = findingCodes(programFiles());

test("each code is declared once and written in kebab-case", () => {
  expectNone(
    [...repeated(faults), ...repeated(findings)],
    "Scripts look at codes: one code must mean one thing. Choose another code, or use the kind that is there.",
  );
  expectNone(
    [...faults, ...findings].filter(({ code }) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code)).map(describe),
    "Codes are lower-case words with dashes.",
  );
});

test("faults are declared in a file named faults.ts or ending in -faults.ts", () => {
  expectNone(
    faults.filter(({ file }) => !/(^|[/-])faults\.ts$/.test(file)).map(describe),
    "Move the declaration to the faults.ts of its room: codes and texts stand in one place.",
  );
});

test("each finding that is raised stands in a table of rules", () => {
  const known = new Set(findings.map(({ code }) => code));
  expectNone(
    codesRaised(programFiles())
      .filter(({ code }) => !known.has(code))
      .map(({ code, file, line }) => `${file}:${line} ${code}`),
    "Give the code its row { code, severity, summary } in a table of rules, so that the reference in docs/faults.md has it.",
  );
});

test("each code is provoked by a test", () => {
  // A contract suite stands beside the tests that run it.
  const isTest = ({ path, isTest }: SourceFile): boolean => isTest || path.startsWith("test/contract/");
  const tests = sourceFiles().filter((file) => isTest(file) && !file.path.startsWith("test/tidy/"));
  const text = tests.map((file) => file.text).join("\n");
  const silent = new Set([...faults, ...findings].map(({ code }) => code).filter((code) => !names(text, code)));
  expectNone(
    [...faults, ...findings].filter(({ code }) => silent.has(code) && !(code in unprovokedCodes)).map(describe),
    "Write a test that brings the program into this situation and expects the code, spelled out as a text.",
  );
  expectNone(
    paidDebts(Object.keys(unprovokedCodes), silent),
    "Good: a test provokes it. Remove it from unprovokedCodes in debts.ts.",
  );
});

test("reads codes out of the source", () => {
  const file = invented(
    "src/std/faults.ts",
    'const a = faultKind({ code: "a-b", exit: "usage", summary: "One " + "text.", message: () => "" });',
    'const rules = [{ code: "c", severity: "error", summary: "S." }];',
    'const found = { code: "d", severity: "info", message: "" };',
  );
  expect(faultCodes([file])).toMatchObject([{ code: "a-b", weight: "usage", summary: "One text.", line: 1 }]);
  expect(findingCodes([file])).toMatchObject([{ code: "c", weight: "error", line: 2 }]);
  expect(codesRaised([file])).toMatchObject([{ code: "d", line: 3 }]);
  expect(names('expect(code).toBe("a-b")', "a-b")).toBe(true);
  expect(names('"a-b-c" a-b', "a-b")).toBe(false);
});

const describe = ({ code, file, line }: Code): Complaint => `${file}:${line} ${code}`;

const names = (text: string, code: string): boolean =>
  [`"${code}"`, `'${code}'`, `\`${code}\``].some((word) => text.includes(word));

function repeated(codes: readonly Code[]): readonly Complaint[] {
  return [...Map.groupBy(codes, ({ code }) => code).values()]
    .filter((all) => all.length > 1)
    .flatMap((all) => all.map(describe));
}
