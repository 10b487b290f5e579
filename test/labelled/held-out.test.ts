import { expect, test } from "vitest";
import { alikeTickets } from "../../src/evidence/ticket-likeness/alike-tickets.ts";
import { docTable } from "../doc-table.ts";
import { type CodeBase, codeBases, idOf } from "./read-pairs.ts";

const PRECISION = 0.95;
const RECALL = 0.85;
/** Of everything that is found in a whole backlog, labelled or not. */
const PRECISION_OF_ALL = 0.8;

interface Figures {
  readonly same: number;
  readonly right: number;
  /** Found although labelled as not the same. */
  readonly wrong: number;
  /** Found, and nobody wrote down whether it is the same. */
  readonly unlabelled: number;
}

const keyOf = (a: string, b: string): string => [a, b].sort().join("\n");

/** Looks for the same tickets in each backlog as a whole, and counts what is found. */
function measure(bases: readonly CodeBase[]): Figures {
  const counted = bases.map(({ tickets, pairs }) => {
    const labels = new Map(pairs.map(({ a, b, isSame }) => [keyOf(idOf(a), idOf(b)), isSame]));
    const found = alikeTickets(tickets.map((ticket) => ({ id: idOf(ticket), ...ticket })));
    const said = found.map(({ a, b }) => labels.get(keyOf(a, b)));
    return { same: [...labels.values()].filter(Boolean).length, said };
  });
  const said = counted.flatMap((one) => one.said);
  return {
    same: counted.reduce((sum, { same }) => sum + same, 0),
    right: said.filter((label) => label === true).length,
    wrong: said.filter((label) => label === false).length,
    unlabelled: said.filter((label) => label === undefined).length,
  };
}

const bases = codeBases();
const halves = {
  "held out": measure(bases.filter(({ isHeldOut }) => isHeldOut)),
  "chosen by": measure(bases.filter(({ isHeldOut }) => !isHeldOut)),
};

test("there are enough pairs, and both halves have both labels", () => {
  expect(bases.flatMap(({ pairs }) => pairs).length).toBeGreaterThanOrEqual(150);
  for (const isHeldOut of [true, false]) {
    const pairs = bases.filter((base) => base.isHeldOut === isHeldOut).flatMap((base) => base.pairs);
    expect(pairs.filter(({ isSame }) => isSame)).toHaveLength(40);
    expect(pairs.filter(({ isSame }) => !isSame)).toHaveLength(40);
  }
});

test("of the held-out pairs few are wrong and few are missed", () => {
  const { same, right, wrong, unlabelled } = halves["held out"];
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(PRECISION);
  expect(right / same).toBeGreaterThanOrEqual(RECALL);
  expect(right / (right + wrong + unlabelled)).toBeGreaterThanOrEqual(PRECISION_OF_ALL);
});

test("the figures stand in the docs", () => {
  const rows = Object.entries(halves).map(([half, { same, right, wrong, unlabelled }]) => [
    half,
    `${same}`,
    `${right}`,
    `${wrong}`,
    (right / (right + wrong)).toFixed(2),
    (right / same).toFixed(2),
    `${unlabelled}`,
  ]);
  expect(docTable("evidence.md", "labelled")).toEqual(rows);
});
