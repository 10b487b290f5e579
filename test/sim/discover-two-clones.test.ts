import { expect, test } from "vitest";
import type { Sighting } from "../../src/evidence/sighting.ts";
import { systemGit } from "../../src/host/git.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { diagnose } from "../../src/store/doctor/diagnose.ts";
import { readLedger } from "../../src/store/evidence/ledger.ts";
import { allTickets } from "../../src/store/read/all-tickets.ts";
import { must } from "../rigs/checkup.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { fact, scriptedSource, tableOf } from "../rigs/scripted-source.ts";
import { realWorld } from "./_real.ts";
import { verb } from "./_steps.ts";

/** Two clones of one hub with a backlog in it. Each call is a process of its own, with chances of its own. */
function clones() {
  const repo = makeRepo();
  const git = systemGit();
  let place = 1;
  const world = () => realWorld(place++, git);
  const [one, two, hub] = [repo.path, repo.temp.at("two"), repo.temp.at("hub.git")];
  const call = async (cwd: string, name: string, raw: Readonly<Record<string, unknown>> = {}) =>
    must(await verb(name, raw).run(world(), cwd));
  const discover = (cwd: string, sightings: readonly Sighting[]) =>
    discoverOnce({ world: world(), cwd, table: tableOf(scriptedSource("scripted", { sightings, isWhole: true })) });
  const open = async (cwd: string) => must(await openBacklog(world(), cwd));
  const begin = async (): Promise<void> => {
    await call(one, "init");
    gitIn(repo.temp.path, "clone", "--quiet", "--bare", "repo", "hub.git");
    gitIn(one, "remote", "add", "origin", hub);
    await call(one, "sync");
    gitIn(repo.temp.path, "clone", "--quiet", "hub.git", "two");
    await call(two, "init");
  };
  return { repo, one, two, call, discover, open, begin };
}

test("two clones that find the same before they sync have one ticket for it, and lose nothing of either", async () => {
  const { repo, one, two, call, discover, open, begin } = clones();
  using _ = repo;
  await begin();
  const [shared, left, right] = [fact("no-var", "var x"), fact("no-eval", "eval(a)"), fact("no-with", "with (b)")];
  await discover(one, [shared, left]);
  await discover(two, [shared, right]);
  for (const cwd of [one, two, one]) await call(cwd, "sync");
  const ledgers = [];
  for (const cwd of [one, two]) {
    const backlog = await open(cwd);
    const { summaries, problems } = allTickets(backlog);
    expect(problems).toEqual([]);
    expect(summaries.map(({ title }) => title).sort()).toEqual([
      "Mend no-eval in src/a.ts",
      "Mend no-var in src/a.ts",
      "Mend no-with in src/a.ts",
    ]);
    const { atoms } = must(readLedger(backlog));
    const ids = new Set(summaries.map(({ id }) => id));
    expect(atoms.map(({ ticket }) => ids.has(ticket ?? ""))).toEqual([true, true, true]);
    const { findings } = must(await diagnose(backlog, () => []));
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    ledgers.push(atoms);
  }
  expect(ledgers[0]).toEqual(ledgers[1]);
  const tip = gitIn(one, "rev-parse", "docket");
  expect((await discover(one, [shared, left, right])).tickets.created).toEqual([]);
  expect(gitIn(one, "rev-parse", "docket")).toBe(tip);
});

test("one clone closes, the other sees it gone; after a sync both say the same, and its return opens it once", async () => {
  const { repo, one, two, call, discover, open, begin } = clones();
  using _ = repo;
  await begin();
  const x = fact("no-var", "var x");
  const id = (await discover(one, [x])).tickets.created[0]?.id ?? "";
  for (const cwd of [one, two]) await call(cwd, "sync");
  await call(one, "close", { id, resolution: "Mended." });
  await discover(two, []);
  for (const cwd of [one, two, one]) await call(cwd, "sync");
  for (const cwd of [one, two]) {
    expect(allTickets(await open(cwd)).summaries).toMatchObject([{ id, status: "done" }]);
    expect(must(readLedger(await open(cwd))).atoms).toMatchObject([{ gone: expect.any(String), ticket: id }]);
  }
  for (const cwd of [one, two]) await discover(cwd, [x]);
  for (const cwd of [one, two, one]) await call(cwd, "sync");
  for (const cwd of [one, two]) {
    expect(allTickets(await open(cwd)).summaries).toMatchObject([
      { id, status: "refined", labels: expect.arrayContaining(["regression"]) },
    ]);
    expect(must(readLedger(await open(cwd))).atoms).toHaveLength(1);
  }
});
