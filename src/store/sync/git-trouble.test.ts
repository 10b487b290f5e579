import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, must, type Patient, repoPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";
import { gitTooSlow } from "../../ports/faults.ts";
import { type GitScript, type ScriptedAnswer, scriptedGit } from "../../twins/scripted-git.ts";
import { syncBacklog } from "./sync.ts";

const MOVED = "!\trefs/heads/docket:refs/heads/docket\t[rejected] (fetch first)\n";
const TICKETS = 80;

interface Scene extends Disposable {
  readonly here: Patient;
  /** Another clone's checkout of the backlog's branch. */
  readonly there: string;
  /** Tickets that both know and nobody has touched yet. */
  readonly untouched: string[];
}

async function makeScene(): Promise<Scene> {
  const repo = makeRepo();
  gitIn(repo.temp.path, "init", "--quiet", "--bare", "hub.git");
  repo.git("remote", "add", "origin", "../hub.git");
  const here = await repoPatient(repo, "branch");
  const letters = [..."bcdfghjklm"];
  const ids = letters.flatMap((one) => letters.map((other) => `TASK-${one}${other}bbbb`)).slice(0, TICKETS);
  here.put(Object.fromEntries(ids.map((id) => [pathOf(id), baseText(id)])));
  must(await sync(here));
  gitIn(repo.temp.path, "clone", "--quiet", "--branch", "docket", "hub.git", "there");
  return { here, there: repo.temp.at("there"), untouched: ids, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

const pathOf = (id: string): string => `tickets/${id}-a.md`;
const baseText = (id: string): string => ticketText({ id, more: ["labels: [old]"] });

/** A whole sync, with a real git that the rules make fail. */
function sync({ backlog, world }: Patient, git = world.git) {
  return syncBacklog({ ...backlog, world: { ...world, git } }, { author, command: "sync", dryRun: false }, undefined);
}

const script = (patient: Patient, rules: readonly GitScript[]) => scriptedGit(rules, patient.world.git);

/** One ticket loses its label here, edited by hand, and gets another title there. */
function diverge({ here, there, untouched }: Scene): string {
  const id = untouched.pop() ?? "none is left";
  gitIn(there, "pull", "--quiet", "--ff-only");
  writeFileSync(join(there, pathOf(id)), baseText(id).replace("title: Something", "title: Better"));
  gitIn(there, "commit", "--quiet", "--all", "-m", "Give it a better title");
  gitIn(there, "push", "--quiet");
  here.put({ [pathOf(id)]: baseText(id).replace("labels: [old]\n", "") });
  return pathOf(id);
}

/** Both changes are there: a label that a merge without its base brings back would show. */
const isMerged = (text: string | undefined): boolean =>
  text?.includes("title: Better") === true && !text.includes("[old]");

test("a push that is refused twice and then taken: merged, published, and said as one sync", async () => {
  using scene = await makeScene();
  const { here, there } = scene;
  const path = diverge(scene);
  const refused = { when: ["push"], answer: { code: 1, stdout: MOVED }, once: true };
  const git = script(here, [refused, { ...refused }]);

  expect(must(await sync(here, git))).toMatchObject({ pushed: true, merged: [path] });

  expect(git.calls.filter(({ args }) => args[0] === "push")).toHaveLength(3);
  gitIn(there, "pull", "--quiet", "--ff-only");
  expect(isMerged(gitIn(there, "show", `HEAD:${path}`))).toBe(true);
});

/** The short run has one trouble at the first call of each kind, the long one every trouble at every call. */
const isLong = process.env.DOCKET_LONG === "1";

const TROUBLES: readonly (readonly [what: string, answer: ScriptedAnswer])[] = [
  ["refuses", { code: 128, stderr: "fatal: no" }],
  ["is too slow", { fault: gitTooSlow({ args: "any", limitMs: 1 }) }],
];

test.each(isLong ? TROUBLES : TROUBLES.slice(0, 1))(
  "where git %s at one call, a sync says so or does without, and nothing is lost",
  async (_, answer) => {
    using scene = await makeScene();
    const { here } = scene;
    diverge(scene);
    const git = script(here, []);
    must(await sync(here, git));
    const words = git.calls.map(({ args }) => args.join(" ").replace(/\b[0-9a-f]{40}\b/g, "…"));
    const places = [...words.keys()].filter((at) => isLong || words.indexOf(words[at] ?? "") === at);
    expect(places.length).toBeGreaterThan(15);
    for (const at of places) await troubledAt(scene, { at, answer, where: `call ${at + 1}: git ${words[at]}` });
  },
);

interface Trouble {
  readonly at: number;
  readonly answer: ScriptedAnswer;
  readonly where: string;
}

async function troubledAt(scene: Scene, { at, answer, where }: Trouble): Promise<void> {
  const { here } = scene;
  const path = diverge(scene);
  const troubled = await sync(here, script(here, [{ when: (_call, number) => number === at + 1, answer }]));

  if (!troubled.ok) expect(troubled.fault.code, where).toBe(answer.fault?.code ?? "git-failed");
  // Said to be done: then it is. Else what a person made of the file by hand is still there.
  expect(troubled.ok ? isMerged(here.read(path)) : here.read(path)?.includes("[old]") === false, where).toBe(true);
  must(await sync(here));
  expect(isMerged(here.read(path)), `${where}, and a sync after it`).toBe(true);
}

test.each([1, 40])("contents that git prints without their last %i bytes are not taken for whole", async (missing) => {
  using scene = await makeScene();
  const { here } = scene;
  const path = diverge(scene);
  let calls = 0;
  const cut = script(here, [
    {
      // The first such call reads what a hand-made edit replaces, the second what is merged.
      when: ({ args }) => args.join(" ") === "cat-file --batch" && ++calls === 2,
      answer: ({ input }) => ({ stdout: printed(here, String(input)).slice(0, -missing) }),
    },
  ]);
  expect(await sync(here, cut)).toMatchObject({ ok: false, fault: { code: "git-failed" } });
  must(await sync(here));
  expect(isMerged(here.read(path))).toBe(true);
});

/** What `git cat-file --batch` prints for these names. */
function printed({ backlog }: Patient, names: string): Uint8Array {
  return execFileSync("git", ["cat-file", "--batch"], { cwd: backlog.home.folder, input: names });
}

test("a remote that does not answer: git's words, and that nothing is lost", async () => {
  using scene = await makeScene();
  const { here, there } = scene;
  rmSync(join(there, "../hub.git"), { recursive: true });
  expect(await sync(here)).toMatchObject({
    ok: false,
    fault: { code: "git-failed", hint: expect.stringContaining("nothing here is lost") },
  });
});
