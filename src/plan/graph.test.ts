import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { summary } from "../../test/summaries.ts";
import type { Summary } from "../ticket/model.ts";
import { allCycles, buildGraph, findCycle, idsInCycles } from "./graph.ts";

const IDS = ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"];
const someIds = fc.array(fc.constantFrom(...IDS, "A-9"), { maxLength: 2 });

/** Small dense backlogs, in which circles of all kinds and relations to nothing are common. */
const backlogs = fc
  .tuple(...IDS.map(() => fc.record({ depends_on: someIds, blocks: someIds, parent: fc.constantFrom("", "", ...IDS) })))
  .map((nodes) => nodes.map((node, index) => summary({ id: IDS[index] ?? "", ...node })));

/** The naive check: every pair (a, b) such that a reaches b over one edge or more, by closing the relation until nothing is new. */
function reaches(nodes: readonly Summary[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { id, depends_on, blocks, parent } of nodes) {
    for (const target of depends_on) pairs.add(`${id} ${target}`);
    for (const target of blocks) pairs.add(`${target} ${id}`);
    if (parent !== "") pairs.add(`${parent} ${id}`);
  }
  for (let size = -1; size !== pairs.size; ) {
    size = pairs.size;
    for (const first of [...pairs]) {
      for (const second of [...pairs]) {
        const [a, b] = first.split(" ");
        const [c, d] = second.split(" ");
        if (b === c) pairs.add(`${a} ${d}`);
      }
    }
  }
  return pairs;
}

const edgesOf = (nodes: readonly Summary[]): ReadonlySet<string> => {
  const graph = buildGraph(nodes);
  return new Set(graph.waitsFor.flatMap((to, from) => to.map((number) => `${graph.ids[from]} ${graph.ids[number]}`)));
};

const stepsOf = (cycle: readonly string[]): readonly string[] =>
  cycle.slice(1).map((id, index) => `${cycle[index]} ${id}`);

test("the three relations become edges from who waits to what is waited for", () => {
  const nodes = [
    summary({ id: "A", depends_on: ["B"] }),
    summary({ id: "C", blocks: ["A"] }),
    summary({ id: "D", parent: "A" }),
  ];
  expect([...edgesOf(nodes)].sort()).toEqual(["A B", "A C", "A D"]);
});

test("an edge closes a cycle exactly when the way back exists, and the cycle given is a real one", () => {
  fc.assert(
    fc.property(backlogs, fc.constantFrom(...IDS, "A-9"), fc.constantFrom(...IDS, "A-9"), (nodes, from, to) => {
      const cycle = findCycle(buildGraph(nodes), from, to);
      const expected = from === to || reaches(nodes).has(`${to} ${from}`);
      expect(cycle !== undefined).toBe(expected);
      if (cycle === undefined) return;
      expect([cycle[0], cycle.at(-1), cycle[1]]).toEqual([from, from, to]);
      const edges = new Set([...edgesOf(nodes), `${from} ${to}`]);
      expect(stepsOf(cycle).filter((step) => !edges.has(step))).toEqual([]);
      expect(new Set(cycle).size).toBe(cycle.length - 1);
    }),
    { numRuns: rounds(300) },
  );
});

test("the ids in cycles are exactly those that reach themselves", () => {
  fc.assert(
    fc.property(backlogs, (nodes) => {
      const pairs = reaches(nodes);
      const expected = [...IDS, "A-9"].filter((id) => pairs.has(`${id} ${id}`));
      expect([...idsInCycles(buildGraph(nodes))].sort()).toEqual(expected.sort());
    }),
    { numRuns: rounds(300) },
  );
});

test("every knot gives one real cycle that begins and ends with its smallest id", () => {
  fc.assert(
    fc.property(backlogs, (nodes) => {
      const graph = buildGraph(nodes);
      const edges = edgesOf(nodes);
      const cycles = allCycles(graph);
      expect(cycles.length > 0).toBe(idsInCycles(graph).size > 0);
      for (const cycle of cycles) {
        expect(cycle.at(-1)).toBe(cycle[0]);
        expect(stepsOf(cycle).filter((step) => !edges.has(step))).toEqual([]);
      }
    }),
    { numRuns: rounds(300) },
  );
});

test("the shortest cycle is given, and a ticket that waits for itself is one", () => {
  const nodes = [
    summary({ id: "A", depends_on: ["B", "C"] }),
    summary({ id: "B", depends_on: ["C"] }),
    summary({ id: "C", depends_on: ["A"] }),
  ];
  expect(allCycles(buildGraph(nodes))).toEqual([["A", "C", "A"]]);
  expect(allCycles(buildGraph([summary({ id: "A", depends_on: ["A"] })]))).toEqual([["A", "A"]]);
});

test("a chain of a hundred thousand tickets does not exhaust the stack", () => {
  const length = 100_000;
  const nodes = Array.from({ length }, (_, index) =>
    summary({ id: `T-${index}`, depends_on: [`T-${(index + 1) % length}`] }),
  );
  expect(idsInCycles(buildGraph(nodes)).size).toBe(length);
  expect(findCycle(buildGraph(nodes.slice(0, -1)), `T-${length - 1}`, "T-0")).toHaveLength(length + 1);
});
