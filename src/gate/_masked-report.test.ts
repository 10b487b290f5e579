import { expect, test } from "vitest";
import type { TestReport } from "../findings/test-report.ts";
import { maskedReport } from "./_masked-report.ts";

const hide = (text: string): Promise<string> => Promise.resolve(text.replaceAll("hunter2", "[masked]"));

const report = (name: string): TestReport => ({
  format: "junit",
  cases: [
    { name, file: "a.test.js", outcome: "failed", message: "expected hunter2" },
    { name: "adds", outcome: "passed" },
  ],
  broken: [{ file: "hunter2.js", cause: "syntax", message: "at hunter2", stage: "load" }],
  complete: true,
});

test.for(["logs in with hunter2", "with \n\u0000\n in its name, and hunter2"])(
  "nothing that a report names or says holds a secret: %j",
  async (name) => {
    expect(await maskedReport(report(name), hide)).toEqual({
      format: "junit",
      cases: [
        {
          name: name.replace("hunter2", "[masked]"),
          file: "a.test.js",
          outcome: "failed",
          message: "expected [masked]",
        },
        { name: "adds", outcome: "passed" },
      ],
      broken: [{ file: "[masked].js", cause: "syntax", message: "at [masked]", stage: "load" }],
      complete: true,
    });
  },
);
