import { expect, test } from "vitest";
import { systemGit } from "../../src/host/git.ts";
import type { Git } from "../../src/ports/git.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import { beginReal, commitsIn, realWorld, replace, unsettled, watchedGit } from "./_real.ts";
import { must, untilCrash } from "./_seen.ts";
import { verb } from "./_steps.ts";

test("a git call that outlives its writer may end at any moment of the next one: the branch has each change once", async () => {
  using repo = makeRepo("plain");
  using kept = tempFolder("base");
  const main = repo.path;
  const git = watchedGit(systemGit());
  const start = await beginReal(repo, git);
  replace(main, kept.path);
  const id = start.ids[0] ?? "";
  const commits = commitsIn(main);
  const life = newLife();
  must(await verb("new", { title: "Four" }).run(failingWorld(realWorld(10, git), life), main));
  const crashAt = life.log.findIndex((operation) => operation.includes("fast-import")) + 2;
  expect(life.log[crashAt - 1]).toContain("update-index");
  for (let turn = 1; ; turn += 1) {
    replace(kept.path, main);
    const orphan = heldBack(git, "fast-import");
    const dead = failingWorld(realWorld(10, orphan.git), newLife({ crashAt, moment: "before" }));
    expect(await untilCrash(verb("new", { title: "Four" }), dead, main)).toBe("crashed");
    const next = interrupted(git, turn, orphan.letGo);
    must(await verb("comment", { id, body: "Life goes on." }, "noor").run(realWorld(30, next.git), main));
    await orphan.letGo();
    const what = `before git call ${turn}: ${next.calls.at(turn - 1)}`;
    must(await verb("comment", { id, body: "And on." }, "noor").run(realWorld(31, git), main));
    expect(unsettled(main), what).toEqual([]);
    expect(
      gitIn(main, "log", "--format=%s", "refs/heads/docket", `^${commits[0]}`).split("\n").reverse(),
      what,
    ).toEqual([
      expect.stringMatching(/: Four$/),
      expect.stringMatching(/: add comment$/),
      expect.stringMatching(/: add comment$/),
    ]);
    if (turn > next.calls.length) break;
  }
}, 120_000);

/** Git whose calls of one kind begin only when they are let go; the caller's death does not end them. */
function heldBack(git: Git, command: string): { readonly git: Git; letGo(): Promise<void> } {
  const gate = Promise.withResolvers<void>();
  const held: Promise<unknown>[] = [];
  return {
    git: {
      run: (call) => {
        if (!call.args.includes(command)) return git.run(call);
        const answer = gate.promise.then(() => git.run(call));
        held.push(answer);
        return answer;
      },
    },
    letGo: async () => {
      gate.resolve();
      await Promise.all(held);
    },
  };
}

/** Git that lets something else happen before its nth call. */
function interrupted(
  git: Git,
  turn: number,
  happen: () => Promise<void>,
): { readonly git: Git; readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    git: {
      run: async (call) => {
        if (calls.push(call.args.join(" ")) === turn) await happen();
        return git.run(call);
      },
    },
  };
}
