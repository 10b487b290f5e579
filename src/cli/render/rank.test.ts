import { expect, test } from "vitest";
import { cutOf } from "../_cut.ts";
import { paint } from "../_page.ts";
import { rank } from "./rank.ts";
import { waves } from "./waves.ts";

const shown = (output: unknown, render = rank): string =>
  paint(render(output, { columns: 200, hints: true, fields: undefined }), "plain");

const TALLY = {
  ...{ moments: 3, ranked: 2, first: 1, topThree: 2, meanPlace: 1.5, meanOf: 4, notReady: 1, meaning: "the meaning" },
  delay: { tickets: 2, workers: 1, taken: 96, ranked: 76, regret: 20, percent: 20.8 },
};
const NONE = {
  begunBefore: 0,
  unfinished: 0,
  again: 0,
  unreadable: 0,
  strayClocks: 0,
  olderCommits: 0,
  shallow: false,
};
const ANSWER = {
  ...{ backtest: TALLY, from: "2026-03-01T12:00:00Z", to: "2026-03-05T12:00:00Z", commits: 4 },
  farthest: [{ at: "2026-03-02T12:00:00Z", id: "TASK-b", place: 2, of: 2, first: "TASK-c" }],
  estimates: [
    {
      kind: "bug",
      tickets: 9,
      minutesPerPoint: 60.9,
      medianErrorPercent: 12,
      outliers: [{ id: "BUG-e", expected: 122, took: 2400 }],
    },
  ],
  notReplayed: NONE,
};

test("a back-test is a sentence, its numbers, the farthest choices and what is not in them", () => {
  const text = shown({ ...ANSWER, notReplayed: { ...NONE, begunBefore: 7, shallow: true } });
  expect(text).toBe(`the meaning
3 choices in 4 commits from 2026-03-01 to 2026-03-05
                         DOCKET.YAML
first of rank            1 of 2
one of the first three   2 of 2
mean place               1.5 of 4
cost of delay, as taken  96
cost of delay, by rank   76
farthest from rank
DAY         BEGUN   PLACE   RANK'S FIRST
2026-03-02  TASK-b  2 of 2  TASK-c
what work took, against its points
KIND  DONE  MINUTES A POINT  MEDIAN ERROR
bug   9     60.9             12 %
left out: BUG-e took 2400 minutes where 122 were to be expected
not compared: this clone does not have the beginning of the history; 1 were begun although they could not be started; 7 were under work or over when the replay begins
`);
});

test("weights that were tried stand in a column of their own", () => {
  const tried = { ...TALLY, first: 2, weights: { due: 2, unblock: 0 }, meaning: "another meaning" };
  const text = shown({ ...ANSWER, tried });
  expect(text).toMatch(/^ +DOCKET\.YAML +TRIED$/m);
  expect(text).toMatch(/^first of rank +1 of 2 +2 of 2$/m);
  expect(text).toContain("tried: due 2, unblock 0; another meaning\n");
  expect(shown({ ...ANSWER, tried: { ...tried, weights: {} } })).toContain("tried: the weights of docket.yaml;");
});

test("a past with nothing in it is one sentence", () => {
  const nothing = { ...TALLY, moments: 0, ranked: 0, notReady: 0, meaning: "nothing was begun" };
  const text = shown({
    backtest: nothing,
    from: null,
    to: null,
    commits: 0,
    farthest: [],
    estimates: [],
    notReplayed: NONE,
  });
  expect(text).toBe("nothing was begun\n0 choices in 0 commits\n");
});

test("a list that was cut names the flag that shows the rest", () => {
  const output = { tickets: [{ id: "A" }], total: 7 };
  expect(shown(output)).toContain("1 of 7 tickets; --top 7 shows them all");
  expect(cutOf(output, "top")).toContain("--top 7");
  expect(cutOf(output, "limit")).toContain("--limit 7");
});

test("thousands without a place do not push the waves off the page", () => {
  const skipped = Array.from({ length: 5000 }, (_, at) => ({
    id: `T-${at}`,
    title: "",
    priority: "P2",
    reason: "waits",
  }));
  const lines = shown({ waves: [], total: 0, skipped }, waves).split("\n");
  expect(lines).toHaveLength(53);
  expect(lines[51]).toBe("4950 more without a place; --json has them all");
});
