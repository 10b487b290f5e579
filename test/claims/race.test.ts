import { expect, test } from "vitest";
import { startChild } from "../contract/child.ts";
import { makeShared, manyTickets, must, realClaims } from "../rigs/claims.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";

interface Outcome {
  readonly won: Readonly<Record<string, number>>;
  readonly heldBy: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

interface Racer {
  readonly name: string;
  readonly repo: string;
}

/** Lets one process for each racer go for all tickets at the same moment. */
async function race(racers: readonly Racer[], remote: string, tickets: readonly string[]) {
  const children = racers.map(({ name, repo }, seed) =>
    startChild("../../claims/children/race.ts", repo, name, remote, String(seed), ...tickets),
  );
  for (const child of children) expect(await child.line()).toBe("ready");
  for (const child of children) child.process.stdin?.write("go\n");
  const outcomes = await Promise.all(children.map(async (child) => JSON.parse(await child.line()) as Outcome));
  return racers.map(({ name }, at) => ({ name, ...(outcomes[at] ?? { won: {}, heldBy: {}, faults: ["no answer"] }) }));
}

function expectOneWinnerEach(outcomes: Awaited<ReturnType<typeof race>>, tickets: readonly string[]) {
  expect(outcomes.flatMap(({ faults }) => faults)).toEqual([]);
  for (const ticket of tickets) {
    const winners = outcomes.filter(({ won }) => won[ticket] !== undefined);
    expect(winners, ticket).toHaveLength(1);
    const [winner] = winners;
    expect(winner?.won[ticket], ticket).toBe(1);
    for (const { name, heldBy } of outcomes)
      if (name !== winner?.name) expect(heldBy[ticket], ticket).toBe(winner?.name);
  }
  // Everybody had a chance: a race that one process runs alone shows nothing.
  expect(outcomes.filter(({ won }) => Object.keys(won).length > 0).length).toBeGreaterThan(1);
}

test("16 processes race for 50 tickets: one winner each, and all others are told who", async () => {
  using repo = makeRepo();
  const tickets = manyTickets(50);
  const racers = Array.from({ length: 16 }, (_, at) => ({ name: `racer-${at}`, repo: repo.path }));

  expectOneWinnerEach(await race(racers, "none", tickets), tickets);

  expect(must(await realClaims(repo.path).list()).rows).toHaveLength(50);
}, 240_000);

test("two clones with one remote race for 100 tickets: one winner each, and the loser is told who", async () => {
  using around = makeShared(2);
  const tickets = manyTickets(100);
  const racers = around.clones.map((repo, at) => ({ name: `clone-${at}`, repo }));

  const outcomes = await race(racers, "origin", tickets);

  expectOneWinnerEach(outcomes, tickets);
  const listed = gitIn(
    around.remote,
    "for-each-ref",
    "--format=%(refname:lstrip=3) %(authorname)",
    "refs/docket/claims",
  );
  const winners = outcomes.flatMap(({ name, won }) => Object.keys(won).map((ticket) => `${ticket} ${name}`));
  expect(listed.split("\n").sort()).toEqual(winners.sort());
}, 240_000);
