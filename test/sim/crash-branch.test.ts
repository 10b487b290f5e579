import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Git } from "../../src/ports/git.ts";
import type { World } from "../../src/ports/world.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import { memoryLocks } from "../../src/twins/memory-locks.ts";
import { repoPatient, ticketText } from "../rigs/checkup.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { A, B, must, seenBy, untilCrash, type Write, writes } from "./_bench.ts";

const DOCKET = "docket";
const long = process.env.DOCKET_LONG === "1";
const kinds = long ? Object.entries<Write>(writes) : Object.entries<Write>({ batch: writes.batch, new: writes.new });
const moments = long ? (["before", "half", "after"] as const) : (["half"] as const);

/** The worktree is clean but for temp files, and the branch's tree is what lies in the folder. */
function expectSettled(folder: string): void {
  const status = gitIn(folder, "status", "--porcelain", "--untracked-files=all").split("\n");
  expect(status.filter((line) => line !== "" && !line.includes("/.~"))).toEqual([]);
  expect(gitIn(folder, "diff", "--stat", "refs/heads/docket")).toBe("");
}

test.each(kinds)(
  "%s on a branch home: crashed at every file and git operation",
  { timeout: 120_000 },
  async (_, write) => {
    using repo = makeRepo();
    const patient = await repoPatient(repo, "branch");
    patient.put({ [`tickets/${A}-a.md`]: ticketText({ id: A }), [`tickets/${B}-b.md`]: ticketText({ id: B }) });
    patient.put({ "notes/one.txt": "one\n" });
    const folder = join(repo.path, DOCKET);
    gitIn(folder, "add", "-A");
    gitIn(folder, "commit", "-qm", "Start");
    const saved = repo.temp.at("saved");
    cpSync(repo.path, saved, { recursive: true, verbatimSymlinks: true });
    const restore = (): void => {
      patient.world.files.removeFolder(repo.path);
      cpSync(saved, repo.path, { recursive: true, verbatimSymlinks: true });
      gitIn(repo.path, "worktree", "repair", folder);
    };
    const call = { cwd: repo.path, as: "mika", door: "person", dryRun: false } as const;
    // A git that outlives its caller goes on beside the next writer; it has to end before anything is compared or put back.
    const running: Promise<unknown>[] = [];
    const git: Git = {
      run: (asked) => {
        const answer = patient.world.git.run(asked);
        running.push(answer);
        return answer;
      },
    };
    const fresh = (): World => ({ ...patient.world, git, locks: memoryLocks(patient.world.clock) });
    const before = await seenBy(fresh(), call);
    const commits = Number(gitIn(folder, "rev-list", "--count", "docket", "--", "."));
    for (let crashAt = 1; ; crashAt += 1) {
      let died = false;
      for (const moment of moments) {
        restore();
        const life = newLife({ crashAt, moment });
        const ended = await untilCrash(() => write(failingWorld(fresh(), life), call));
        if (ended !== "crashed") continue;
        died = true;
        const seen = await seenBy(fresh(), call);
        must(await writes.comment(fresh(), { ...call, as: "noor" }));
        await Promise.all(running.splice(0));
        expectSettled(folder);
        const made = Number(gitIn(folder, "rev-list", "--count", "docket", "--", ".")) - commits;
        const happened = JSON.stringify(seen) !== JSON.stringify(before);
        expect(made, life.log.at(-1)).toBe(happened ? 2 : 1);
        expect(patient.read(`tickets/${A}-a.md`)).toContain("author: noor");
      }
      if (died) continue;
      expect(crashAt).toBeGreaterThan(6);
      break;
    }
  },
);
