import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { summary } from "../../test/summaries.ts";
import { drawDot, drawMermaid } from "./draw.ts";
import { pictureOf } from "./picture.ts";

const TICKETS = [
  summary({ id: "A-1", title: "First", depends_on: ["A-2", "A-9"], status: "ready" }),
  summary({ id: "A-2", title: 'Say "hello" \\ <b>', blocks: ["A-1"], parent: "A-3" }),
  summary({ id: "A-3", title: "Whole" }),
  summary({ id: "B-1", depends_on: ["B-2"], status: "done" }),
  summary({ id: "B-2", status: "rejected" }),
  summary({ id: "C-1" }),
];

test("open tickets are shown with all their ties, and what is not there is called missing", () => {
  const { nodes, edges, total } = pictureOf(TICKETS, { closed: false, limit: 100 });
  expect(edges.map(({ from, kind, to }) => `${from} ${kind} ${to}`)).toEqual([
    "A-1 depends_on A-2",
    "A-1 depends_on A-9",
    "A-2 blocks A-1",
    "A-2 parent A-3",
  ]);
  expect(total).toBe(4);
  expect(nodes.map(({ id, status }) => `${id} ${status}`)).toEqual(["A-1 ready", "A-2 new", "A-3 new", "A-9 missing"]);
  expect(pictureOf(TICKETS, { closed: true, limit: 100 }).edges).toHaveLength(5);
});

test("around a ticket stands what hangs together with it, alone when nothing does", () => {
  expect(pictureOf(TICKETS, { around: "A-3", closed: true, limit: 100 }).edges).toHaveLength(4);
  const alone = pictureOf(TICKETS, { around: "C-1", closed: true, limit: 100 });
  expect(alone).toMatchObject({ nodes: [{ id: "C-1" }], edges: [], total: 0 });
});

test("a limit leaves ties out and says how many there are", () => {
  const { edges, total, nodes } = pictureOf(TICKETS, { closed: true, limit: 1 });
  expect([edges.length, total, nodes.length]).toEqual([1, 5, 2]);
});

test("circles are named", () => {
  const round = [summary({ id: "A-1", depends_on: ["A-2"] }), summary({ id: "A-2", depends_on: ["A-1"] })];
  expect(pictureOf(round, { closed: false, limit: 9 }).cycles).toEqual([["A-1", "A-2", "A-1"]]);
});

test("what stands in a title cannot break out of a drawing", () => {
  const picture = pictureOf(TICKETS, { closed: false, limit: 100 });
  expect(drawDot(picture)).toContain(String.raw`"A-2" [label="A-2 (new)\nSay \"hello\" \\ <b>", fillcolor="#fffbe6"];`);
  expect(drawDot(picture)).toContain('"A-2" -> "A-3" [label="is part of"];');
  expect(drawMermaid(picture)).toContain('t1["A-2 #40;new#41;<br>Say #34;hello#34; #92; #60;b#62;"]');
  expect(drawMermaid(picture)).toContain("t0 -->|depends on| t3");
});

test("whatever the titles are, each ticket and each tie is one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (title) => {
      const all = [summary({ id: "A-1", title, depends_on: ["A-2"] }), summary({ id: "A-2", title: "end" })];
      const picture = pictureOf(all, { closed: false, limit: 9 });
      expect(drawDot(picture).split("\n")).toHaveLength(7);
      expect(drawMermaid(picture).split("\n")).toHaveLength(6);
      const labels = drawMermaid(picture).match(/\["[^"]*"\]$/gm);
      expect(labels).toHaveLength(2);
      // Every quote inside of a quoted text is escaped.
      expect(drawDot(picture)).toMatch(/^ {2}"A-1" \[label="(?:[^"\\]|\\.)*", fillcolor="#fffbe6"\];$/m);
    }),
    { numRuns: rounds(100) },
  );
});
