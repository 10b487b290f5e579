import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { readCoverage } from "./read-coverage.ts";

const LCOV = [
  "TN:",
  "SF:src/a.ts",
  "FN:1,f",
  "FNDA:1,f",
  "DA:1,5",
  "DA:2,0",
  "DA:3,0",
  "LF:3",
  "LH:1",
  "end_of_record",
  "",
].join("\n");
const COBERTURA = `<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><sources><source>/repo/src</source></sources><packages><package name="p"><classes>
<class name="A" filename="a.py"><methods><method name="m"><lines><line number="1" hits="1"/></lines></method></methods>
<lines><line number="1" hits="1"/><line number="2" hits="0" branch="true"/></lines></class>
<class name="B" filename="a.py"><lines><line number="2" hits="3"/><line number="9" hits="0"/></lines></class>
</classes></package></packages></coverage>`;

test("lcov: lines that ran and lines there are, parts of one file put together", () => {
  expect(readCoverage(LCOV)).toEqual({
    ...{ format: "lcov", roots: [], complete: true },
    files: [{ path: "src/a.ts", covered: 1, total: 3 }],
  });
  const twice = `${LCOV}SF:src/a.ts\r\nDA:2,1\r\nend_of_record\r\n`;
  expect(readCoverage(twice)).toMatchObject({ complete: true, files: [{ covered: 2, total: 3 }] });
});

test("cobertura: classes of one file are one file", () => {
  expect(readCoverage(COBERTURA)).toEqual({
    ...{ format: "cobertura", roots: ["/repo/src"], complete: true },
    files: [{ path: "a.py", covered: 2, total: 3 }],
  });
});

test.each([
  ["lcov cut in a record", LCOV.slice(0, 40)],
  ["lcov with a bad line", LCOV.replace("DA:2,0", "DA:two")],
  ["cobertura cut", COBERTURA.slice(0, 500)],
  ["cobertura with a bad number", COBERTURA.replace('number="9"', 'number="nine"')],
])("%s is not complete", (_, text) => {
  expect(readCoverage(text)?.complete).toBe(false);
});

test("anything else is none", () => {
  expect(readCoverage("")).toBeUndefined();
  expect(readCoverage('{"a": 1}')).toBeUndefined();
  expect(readCoverage("<testsuite/>")).toBeUndefined();
});

test("whatever the text, reading coverage answers with numbers that fit", () => {
  const text = fc.oneof(
    fc
      .tuple(fc.constantFrom(LCOV, COBERTURA), fc.nat(900), fc.string({ unit: "binary" }))
      .map(([all, at, noise]) => all.slice(0, at) + noise + all.slice(at)),
    fc.string({ unit: "binary" }).map((noise) => `SF:${noise}\nDA:${noise}`),
  );
  fc.assert(
    fc.property(text, (any) => {
      for (const { covered, total } of readCoverage(any)?.files ?? []) expect(covered <= total && total > 0).toBe(true);
    }),
    { numRuns: rounds(200) },
  );
});
