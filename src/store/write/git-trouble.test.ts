import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, must, repoPatient } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";
import { gitMissing, gitTooSlow } from "../../ports/faults.ts";
import type { Git } from "../../ports/git.ts";
import { err } from "../../std/result.ts";
import { scriptedGit } from "../../twins/scripted-git.ts";
import type { Backlog } from "../backlog.ts";
import { journalPath } from "./journal.ts";
import { transact } from "./transaction.ts";

const PATH = "tickets/one.md";

/** Writes the number of the try into one file. */
function write({ home, world }: Backlog, git: Git, number: number) {
  const writing = { author, command: "edit", dryRun: false };
  return transact({ home, world: { ...world, git } }, writing, () => {
    const before = world.files.read(join(home.folder, PATH), 100);
    const change = { path: PATH, before: before.ok ? before.value : undefined, after: `${number}\n` };
    return { ok: true, value: { set: { message: `Write ${number}`, changes: [change] }, output: number } };
  });
}

type Spoil = (git: Git, at: number) => Git & { readonly calls: { readonly length: number } };

/** Git that fails at one call without doing anything, or does it and is then called too slow. */
const TROUBLES: readonly (readonly [what: string, spoil: Spoil])[] = [
  [
    "is missing",
    (git, at) => scriptedGit([{ when: (_, number) => number === at, answer: { fault: gitMissing({}) } }], git),
  ],
  [
    "refuses",
    (git, at) => scriptedGit([{ when: (_, number) => number === at, answer: { code: 128, stderr: "no" } }], git),
  ],
  [
    "does its work and is stopped too late",
    (git, at) => {
      const calls: string[] = [];
      return {
        calls,
        run: async (call) => {
          const number = calls.push(call.args.join(" "));
          const answer = await git.run(call);
          return number === at ? err(gitTooSlow({ args: call.args.join(" "), limitMs: 1 })) : answer;
        },
      };
    },
  ],
];

test.each(TROUBLES)(
  "where git %s at one call of a write, the write has happened or has not, as was said",
  async (_, spoil) => {
    using repo = makeRepo();
    const { backlog, read } = await repoPatient(repo, "branch");
    const { folder } = backlog.home;
    must(await write(backlog, backlog.world.git, 0));
    let last = 0;
    for (let at = 1; ; at += 1) {
      const tip = gitIn(folder, "rev-parse", "HEAD");
      const git = spoil(backlog.world.git, at);
      const written = await write(backlog, git, at);
      if (git.calls.length < at) break;
      if (written.ok) last = at;
      expect(read(PATH), `call ${at}`).toBe(`${last}\n`);
      expect(gitIn(folder, "rev-parse", "HEAD") === tip, `call ${at}`).toBe(!written.ok);
      if (!written.ok) expect(existsSync(journalPath(backlog.home)), `call ${at}`).toBe(false);

      last = 1_000 + at;
      must(await write(backlog, backlog.world.git, last));
      expect(gitIn(folder, "show", `HEAD:${PATH}`)).toBe(String(last));
      expect(gitIn(folder, "status", "--porcelain")).toBe("");
    }
  },
);

test("a file that was so already stays so when its commit fails", async () => {
  using repo = makeRepo();
  const { backlog, put, read } = await repoPatient(repo, "branch");
  must(await write(backlog, backlog.world.git, 1));
  put({ [PATH]: "by hand\n" });
  const git = scriptedGit(
    [{ when: ({ args }) => args.includes("fast-import"), answer: { code: 1 } }],
    backlog.world.git,
  );
  const before = new TextEncoder().encode("1\n");
  const set = { message: "Record", changes: [{ path: PATH, before, after: "by hand\n" }] };
  const world = { ...backlog.world, git };
  const writing = { author, command: "sync", dryRun: false };
  const recorded = await transact({ ...backlog, world }, writing, () => ({ ok: true, value: { set, output: 1 } }));
  expect(recorded).toMatchObject({ ok: false, fault: { code: "git-failed" } });
  expect(read(PATH)).toBe("by hand\n");
});

test("git's report of a commit that it could not make is not left in its folder", async () => {
  using repo = makeRepo();
  const { backlog } = await repoPatient(repo, "branch");
  const { git } = backlog.world;
  must(await write(backlog, git, 1));
  const gitDir = gitIn(backlog.home.folder, "rev-parse", "--absolute-git-dir");
  const reports = () => readdirSync(gitDir).filter((name) => name.startsWith("fast_import_crash"));
  let left: readonly string[] = [];
  const crashing: Git = {
    run: async (call) => {
      if (!call.args.includes("fast-import")) return git.run(call);
      const answer = await git.run({ ...call, input: "nonsense\n" });
      left = reports();
      return answer;
    },
  };
  expect(await write(backlog, crashing, 2)).toMatchObject({ ok: false, fault: { code: "git-failed" } });
  expect(left).toHaveLength(1);
  expect(reports()).toEqual([]);
  must(await write(backlog, git, 3));
});
