import { expect, test } from "vitest";
import { paint } from "../_page.ts";
import { discover } from "./discover.ts";

const report = { found: 0, added: 0, gone: 0, returned: 0, whole: false };
const failed = (source: string, hint?: string) => ({
  ...report,
  source,
  fault: { code: "tool-not-trusted", message: "nobody agreed", ...(hint === undefined ? {} : { hint }) },
});

test("sources that failed say what can be done about it, each thing once", () => {
  const sources = [failed("tests", "docket trust"), failed("lint", "docket trust"), failed("types")];
  const page = { columns: 100, hints: true, fields: undefined };
  const lines = paint(discover({ sources, tickets: {} }, page), "plain").split("\n");
  expect(lines.filter((line) => line.includes("docket trust"))).toEqual(["tests, lint: docket trust"]);
  expect(lines.filter((line) => line.includes("[tool-not-trusted]"))).toHaveLength(3);
});

test("what a sparse checkout leaves out is said once, however many sources looked", () => {
  const page = { columns: 100, hints: true, fields: undefined };
  const said = (away: number): string =>
    paint(discover({ sources: [{ ...report, source: "todo" }], tickets: {}, away }, page), "plain");
  expect(said(1)).toContain(
    "this checkout is sparse: 1 tracked file is not here, and nothing known of them counts as gone",
  );
  expect(said(12).match(/12 tracked files are not here/g)).toHaveLength(1);
});
