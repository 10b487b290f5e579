import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import type { Git } from "../ports/git.ts";
import { readRef } from "./read-ref.ts";

const REF = "refs/heads/topic/one";

/** Where a ref stands by our reading, and how often git was asked for it. */
async function read(
  gitFolder: string,
  ref = REF,
): Promise<{ readonly at: string | undefined; readonly calls: number }> {
  const real = systemGit();
  let calls = 0;
  const git: Git = {
    run: (call) => {
      calls += 1;
      return real.run(call);
    },
  };
  const found = await readRef({ git, files: nodeFiles(), gitFolder }, ref);
  if (!found.ok) throw new Error(found.fault.message);
  return { at: found.value, calls };
}

test("a branch is read as git reads it: its own file, then the packed ones, without a call", async () => {
  using repo = makeRepo();
  const folder = join(repo.path, ".git");
  expect(await read(folder)).toEqual({ at: undefined, calls: 0 });
  const first = repo.git("rev-parse", "HEAD");
  repo.git("branch", "topic/one");
  expect(await read(folder)).toEqual({ at: first, calls: 0 });
  repo.git("pack-refs", "--all");
  expect(await read(folder)).toEqual({ at: first, calls: 0 });
  expect(await read(folder, "refs/heads/one")).toEqual({ at: undefined, calls: 0 });
  expect(await read(folder, "refs/heads/topic")).toEqual({ at: undefined, calls: 0 });

  repo.git("commit", "-q", "--allow-empty", "-m", "More");
  const second = repo.git("rev-parse", "HEAD");
  repo.git("branch", "-f", "topic/one", "HEAD");
  expect(await read(folder)).toEqual({ at: second, calls: 0 });
  repo.git("branch", "-D", "topic/one");
  expect(await read(folder)).toEqual({ at: undefined, calls: 0 });
});

test("what is no plain ref is asked of git: one that leads to another, a damaged one, a list that is no list", async () => {
  using repo = makeRepo();
  const folder = join(repo.path, ".git");
  repo.git("branch", "other");
  repo.git("symbolic-ref", REF, "refs/heads/other");
  expect(await read(folder)).toEqual({ at: repo.git("rev-parse", "other"), calls: 1 });
  repo.git("symbolic-ref", "--delete", REF);
  repo.git("update-ref", REF, "HEAD");
  writeFileSync(join(folder, REF), "neither this nor that\n");
  expect(await read(folder)).toEqual({ at: undefined, calls: 1 });
  gitIn(repo.path, "pack-refs", "--all");
  writeFileSync(join(folder, "packed-refs"), `# pack-refs with: peeled\nnot-a-name refs/heads/gone\n`);
  expect(await read(folder, "refs/heads/gone")).toMatchObject({ at: undefined, calls: 1 });
});
