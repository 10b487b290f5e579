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

test("why a source failed is told whole on a narrow screen", () => {
  const message = "the command ended with 127, and what it printed is no report of tests";
  const source = { ...report, source: "tests", fault: { code: "tests-not-read", message } };
  const page = { columns: 40, hints: true, fields: undefined };
  const text = paint(discover({ sources: [source], tickets: {} }, page), "plain");
  expect(text).toContain(`tests failed: ${message} [tests-not-read]\n`);
});

const skipped = (source: string) => ({ ...report, source, skipped: `${source} has no report` });

test("of many sources that have nothing to look at only the names are told, of few the reasons", () => {
  const page = { columns: 80, hints: true, fields: undefined };
  const textOf = (sources: readonly object[]): string => paint(discover({ sources, tickets: {} }, page), "plain");
  const seen = { ...report, whole: true, source: "todo" };
  const many = ["lint", "scan", "door", "coverage", "ci-log"].map(skipped);
  const told = textOf([seen, ...many]);
  expect(told).toContain("5 other sources have nothing to look at here:\n  lint, scan, door, coverage, ci-log\n");
  expect(told).toContain("docket discover --dry-run --source lint");
  expect(told).not.toContain("has no report");
  expect(textOf([seen, ...many.slice(0, 2)])).toContain("scan: scan has no report");
  expect(textOf(many)).toContain("ci-log: ci-log has no report");
});
