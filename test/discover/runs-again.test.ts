import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tests } from "../../src/discover/tests.ts";
import { hostWorld } from "../../src/host/world.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { tableOf } from "../rigs/scripted-source.ts";
import { callVerb } from "./_verb.ts";

/** Each run of the tests takes the next letter of a plan: `p` passes, anything else fails. An empty plan passes. */
const RUN = `plan=$(cat plan); printf x >> runs; rest="\${plan#?}"; printf %s "$rest" > plan
echo "TAP version 13"; echo "1..2"; echo "ok 1 - stands"
case "$plan" in f*) echo "not ok 2 - wobbles"; sed 's/^/  /' message;; *) echo "ok 2 - wobbles";; esac
`;

const DETAIL = (text: string): string => `---\nmessage: "${text}"\nfailureType: testCodeFailure\n...\n`;

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("run.sh", RUN);
  repo.write("message", DETAIL("not yet"));
  repo.write(".gitignore", "plan\nruns\nmessage\n");
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Begin");
  const world = hostWorld();
  await callVerb(world, repo.path, "init", {});
  const home = `${repo.path}/docket`;
  const settings = readFileSync(`${home}/docket.yaml`, "utf8");
  writeFileSync(`${home}/docket.yaml`, `${settings}\ntests:\n  command: sh run.sh # --json\n`);
  gitIn(home, "commit", "-qam", "Choose the tests");
  await callVerb(world, repo.path, "trust", {});
  return repo;
}

/** One look with these answers of the test, how often the tests ran in it, and what it says. */
async function look(repo: Repo, plan: string) {
  repo.write("plan", plan);
  repo.write("runs", "");
  const found = await discoverOnce({ world: hostWorld(), cwd: repo.path, table: tableOf(tests) });
  const [{ added, gone, returned } = { added: -1, gone: -1, returned: -1 }] = found.sources;
  return { added, gone, returned, runs: readFileSync(`${repo.path}/runs`, "utf8").length };
}

const commits = (repo: Repo): string => gitIn(`${repo.path}/docket`, "rev-list", "--count", "HEAD").trim();

test("a failure that is told with other times and counts each run makes one commit", async () => {
  using repo = await project();
  repo.write("message", DETAIL("timed out after 950ms at 2026-11-21T14:00:01Z on 127.0.0.1:4711, 3 tries"));
  expect(await look(repo, "fff")).toMatchObject({ added: 1 });
  const before = commits(repo);
  repo.write("message", DETAIL("timed out after 1.2s at 2026-11-22T09:10:11Z on 127.0.0.1:60001, 12 tries"));
  expect(await look(repo, "fff")).toEqual({ added: 0, gone: 0, returned: 0, runs: 3 });
  expect(commits(repo)).toBe(before);
  repo.write("message", DETAIL("cannot read the file"));
  await look(repo, "fff");
  expect(commits(repo)).not.toBe(before);
});

test("a flaky test neither goes nor comes by chance, and goes when it passed often enough", async () => {
  using repo = await project();
  expect(await look(repo, "fpp")).toMatchObject({ added: 1, runs: 3 });
  const before = commits(repo);
  for (const plan of ["ppfpp", "ffffp", "pfpfp"])
    expect(await look(repo, plan)).toEqual({ added: 0, gone: 0, returned: 0, runs: 5 });
  expect(commits(repo)).toBe(before);
  expect(await look(repo, "ppppp")).toMatchObject({ gone: 1, runs: 5 });
  expect(await look(repo, "p")).toEqual({ added: 0, gone: 0, returned: 0, runs: 1 });
});

test("a flaky test that fails in every one of so many runs is a failing one", async () => {
  using repo = await project();
  await look(repo, "fpp");
  expect(await look(repo, "fffff")).toMatchObject({ added: 1, gone: 1 });
});
