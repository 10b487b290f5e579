import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PlanItem } from "../../src/plan/draft/plan-item.ts";
import { readPlan } from "../../src/plan/draft/read-plan.ts";
import { projectRoot } from "../rigs/root.ts";

const folder = `${projectRoot}test/sentences/plans`;
const plans = readdirSync(folder).filter((name) => name.endsWith(".md"));

/**
 * Plans as people write them, each beside what a careful engineer would make of it: one line a ticket, with what is said of its place, and one
 * for each part that is no work.
 */
test.for(plans)("%s is split as a careful engineer would", (name) => {
  const plan = readPlan(readFileSync(`${folder}/${name}`, "utf8"));
  const told = [...plan.items.map(lineOf), ...plan.passedOver.map(({ text }) => `not: ${text}`)];
  const expected = readFileSync(`${folder}/${name.replace(/\.md$/, ".txt")}`, "utf8");
  expect(`${told.join("\n")}\n`).toBe(expected);
});

function lineOf({ text, criteria, parent, after, said = {} }: PlanItem, at: number): string {
  const numbers = after.map((place) => place + 1).toSorted((a, b) => a - b);
  return [
    `${at + 1}. ${text}`,
    ...(said.priority === undefined ? [] : [said.priority]),
    ...(said.kind === undefined ? [] : [said.kind]),
    ...(criteria.length === 0 ? [] : [`[${criteria.length} criteria]`]),
    ...(parent === undefined ? [] : [`in ${parent + 1}`]),
    ...(numbers.length === 0 ? [] : [`after ${numbers.join(", ")}`]),
  ].join(" ");
}
