import { expect, test } from "vitest";
import { paint } from "./_page.ts";
import { type Column, table } from "./_table.ts";
import { widthOf } from "./_width.ts";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly note: string;
}

const columns: readonly Column<Row>[] = [
  { head: "id", text: ({ id }) => id, style: () => "bold" },
  { head: "title", text: ({ title }) => title, shrinks: true },
  { head: "note", text: ({ note }) => note, leaves: 1 },
];

const rows: readonly Row[] = [
  { id: "A-1", title: "short", note: "first note" },
  { id: "LONG-22", title: "你好 👩‍👩‍👧 a title that goes on for quite a while", note: "n" },
];

const shown = (width: number | undefined): readonly string[] =>
  paint(table(columns, rows, width), "plain")
    .trimEnd()
    .split("\n");

test("aligns columns by what they take on the screen, wide letters and emoji included", () => {
  const lines = shown(undefined);
  expect(lines[0]).toMatch(/^ID {7}TITLE {2,}NOTE$/);
  const starts = lines.map((line) => widthOf(line.slice(0, line.search(/NOTE$|first note$|n$/))));
  expect(new Set(starts).size).toBe(1);
});

test("shrinks the title and never passes the width", () => {
  const lines = shown(45);
  expect(lines.join("\n")).toContain("…");
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(45);
});

test("drops the least column when shrinking is not enough", () => {
  const lines = shown(30);
  expect(lines[0]).not.toContain("NOTE");
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(30);
});

test("a column that says the least it needs keeps that, as long as others can leave", () => {
  const roomy = columns.map((one) => (one.shrinks === true ? { ...one, least: 40 } : one));
  const [head = ""] = paint(table(roomy, rows, 55), "plain").split("\n");
  expect(head).not.toContain("NOTE");
  expect(shown(55)[0]).toContain("NOTE");
});

test("keeps a line one line, whatever a cell holds", () => {
  const nasty = [{ id: "A-1", title: "two\nlines\x1b[2J", note: "" }];
  const text = paint(table(columns, nasty, 80), "colored");
  expect(text.split("\n")).toHaveLength(3);
  expect(text).not.toContain("[2J");
  expect(text).not.toContain("NOTE");
});

test.each([
  ["ascii", 5],
  ["你好", 4],
  ["👩‍👩‍👧", 2],
  ["🇩🇪", 2],
  ["e\u0301", 1],
  ["❤️", 2],
  ["", 0],
])("%s takes %i columns", (text, width) => {
  expect(widthOf(text)).toBe(width);
});
