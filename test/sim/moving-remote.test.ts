import { expect, test } from "vitest";
import type { Git } from "../../src/ports/git.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { realWorld } from "./_real.ts";
import { filesSeenBy, must } from "./_seen.ts";
import { verb } from "./_steps.ts";

/** Real git, but each push finds that somebody was faster. */
function alwaysLate(git: Git): Git {
  const refused = new TextEncoder().encode("!\trefs/heads/docket:refs/heads/docket\t[rejected] (fetch first)\n");
  return {
    run: (call) =>
      call.args.includes("push")
        ? Promise.resolve({ ok: true, value: { code: 1, stdout: refused, stderr: "" } })
        : git.run(call),
  };
}

test("a remote that moves at every try is given up on after a while: remote-keeps-moving", async () => {
  using repo = makeRepo("plain");
  gitIn(repo.temp.path, "init", "--quiet", "--bare", "hub.git");
  repo.git("remote", "add", "origin", "../hub.git");
  const world = realWorld(0);
  must(await verb("init", {}).run(world, repo.path));
  must(await verb("new", { title: "One" }).run(world, repo.path));
  const before = await filesSeenBy(world, repo.path);

  const late = await verb("sync", {}).run({ ...world, git: alwaysLate(world.git) }, repo.path);

  expect(late).toMatchObject({ ok: false, fault: { code: "remote-keeps-moving", exit: "held" } });
  expect(await filesSeenBy(world, repo.path)).toEqual(before);
  expect(await verb("sync", {}).run(world, repo.path)).toMatchObject({ ok: true, value: { pushed: true } });
});
