import { expect, test } from "vitest";
import { verbs } from "../ops/table.ts";
import { paint } from "./_page.ts";
import { widthOf } from "./_width.ts";
import { opPage, overview } from "./help.ts";

const ops = await Promise.all(Object.values(verbs).map((load) => load()));
const linesOf = (page: ReturnType<typeof overview>): readonly string[] => paint(page, "plain").split("\n");

test("on a screen of 80 columns no line of the overview and of no verb's page goes over the edge", () => {
  const pages = [overview(ops, { doors: [], columns: 80 }), ...ops.map((op) => opPage(op, 80))];
  const examples = new Set(ops.flatMap((op) => op.examples.map((line) => `  ${line}`)));
  const wide = pages.flatMap(linesOf).filter((line) => widthOf(line) > 80 && !examples.has(line));
  expect(wide.filter((line) => !line.startsWith("Usage"))).toEqual([]);
});

test("a long summary goes on below itself", () => {
  const lines = linesOf(overview(ops, { doors: [], columns: 60 }));
  const [before, after] = [lines.findIndex((line) => line.startsWith("  verify ")), 1];
  expect(lines[before + after]).toMatch(/^ {19}\S/);
});
