import { expect, test } from "vitest";
import { leaderGroups } from "./leader-groups.ts";
import { oneCauseFrom } from "./rules.ts";
import { CAUSE } from "./thresholds.ts";

const thing = (title: string, ...anchors: readonly string[]) => ({ title, text: "", anchors, evidence: [] });
const group = (things: readonly ReturnType<typeof thing>[], mayMeet = (_a: number, _b: number) => true) =>
  leaderGroups({ things, rule: oneCauseFrom(CAUSE.title), mayMeet });

test("a chain of small likenesses makes no group", () => {
  const chain = [
    thing("red green blue"),
    thing("red green blue black"),
    thing("green blue black white"),
    thing("blue black white grey"),
  ];
  expect(group(chain)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("one path that all name makes no group", () => {
  const path = "src/shop/cart.ts";
  expect(group([thing("cannot find name total", path), thing("unused import of Money", path)])).toEqual([[0], [1]]);
});

test("what may not meet stays apart, also when it says the same", () => {
  const same = [thing("disk is full"), thing("disk is full"), thing("disk is full")];
  expect(group(same)).toEqual([[0, 1, 2]]);
  expect(group(same, (a, b) => a % 2 === b % 2)).toEqual([[0, 2], [1]]);
});
