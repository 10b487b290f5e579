import { expect, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { nodeSql } from "../../src/host/sql.ts";
import type { Git } from "../../src/ports/git.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { must, verb, view } from "./_steps.ts";

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
  const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };
  must(await verb("init", {}).run(world, repo.path));
  must(await verb("new", { title: "One" }).run(world, repo.path));
  const before = await view(world, repo.path);

  const late = await verb("sync", {}).run({ ...world, git: alwaysLate(world.git) }, repo.path);

  expect(late).toMatchObject({ ok: false, fault: { code: "remote-keeps-moving", exit: "held" } });
  expect(await view(world, repo.path)).toEqual(before);
  expect(await verb("sync", {}).run(world, repo.path)).toMatchObject({ ok: true, value: { pushed: true } });
});
