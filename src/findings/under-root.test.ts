import { expect, test } from "vitest";
import { readTestReport } from "./read-test-report.ts";
import type { TestReport } from "./test-report.ts";
import { underRoot } from "./under-root.ts";

test("two runs in two folders name their tests alike", () => {
  const [here, there] = ["/tmp/one", "/private/tmp/two"].map((root) =>
    underRoot(reportIn(root), ["/tmp/one", "/tmp/two", "/private/tmp/two"]),
  );
  expect(here?.cases).toEqual([{ name: "test/a.test.ts > a", file: "test/a.test.ts", outcome: "passed" }]);
  expect(here?.broken[0]?.file).toBe("test/b.test.ts");
  expect(there).toEqual(here);
});

test("a folder whose name only begins alike is another one", () => {
  expect(underRoot(reportIn("/tmp/one-more"), ["/tmp/one"]).cases[0]?.file).toBe("/tmp/one-more/test/a.test.ts");
});

function reportIn(root: string): TestReport {
  const testResults = [
    {
      name: `${root}/test/a.test.ts`,
      status: "passed",
      message: "",
      assertionResults: [{ ancestorTitles: [], title: "a", status: "passed", failureMessages: [] }],
    },
    { name: `${root}/test/b.test.ts`, status: "failed", message: "SyntaxError: no", assertionResults: [] },
  ];
  const report = readTestReport(JSON.stringify({ numTotalTestSuites: 2, testResults }));
  if (report === undefined) throw new Error("not recognised");
  return report;
}
