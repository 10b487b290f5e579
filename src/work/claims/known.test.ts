import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, desktop, must, ticket, wish } from "../../../test/rigs/claims.ts";
import { makeRepo } from "../../../test/rigs/repo.ts";
import { systemGit } from "../../host/git.ts";
import type { Git } from "../../ports/git.ts";

const T = ticket("FEAT-k3f9q2");

function counting(): Git & { readonly calls: () => number } {
  const real = systemGit();
  let count = 0;
  const calls = (): number => {
    const before = count;
    count = 0;
    return before;
  };
  return {
    calls,
    run: (call) => {
      count += 1;
      return real.run(call);
    },
  };
}

test("a claim is read once while it stands; whoever moves it is seen at once, and packing it changes nothing", async () => {
  using repo = makeRepo();
  const git = counting();
  const here = desktop(repo.path, {}, { git }).claims;
  const there = desktop(repo.path).claims;
  const claim = must(await here.take(wish(T, "mika")));
  must(await here.read(T));
  git.calls();

  expect(must(await here.read(T))?.claim).toEqual(claim);
  expect(must(await here.renew(claim, author("mika")))).toEqual(claim);
  expect(git.calls()).toBe(0);

  const over = must(await there.takeOver(wish(T, "ann"), "Mika is away."));
  expect(must(await here.read(T))?.claim).toEqual(over);
  expect(await here.renew(claim, author("mika"))).toMatchObject({ ok: false, fault: { code: "claim-lost" } });
  expect(git.calls()).toBeGreaterThan(0);

  repo.git("pack-refs", "--all");
  expect(must(await here.read(T))?.claim).toEqual(over);
  expect(git.calls()).toBe(1);
  // With no file of its own there is nothing to tell by that it still stands there.
  const again = must(await there.takeOver(wish(T, "ben"), "Ann is away."));
  repo.git("pack-refs", "--all");
  expect(must(await here.read(T))?.claim).toEqual(again);

  repo.git("update-ref", "-d", `refs/docket/claims/${T}`);
  expect(must(await here.read(T))).toBeUndefined();
});

test("the empty tree of a claim is in the repository, also after it was packed or lost", async () => {
  using repo = makeRepo();
  const tree = join(repo.path, ".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904");
  const first = must(await desktop(repo.path).claims.take(wish(T, "mika")));
  expect(readFileSync(tree).length).toBeGreaterThan(0);
  must(await desktop(repo.path).claims.release(first, author("mika"), { reason: "done" }));
  rmSync(tree);
  must(await desktop(repo.path).claims.take(wish(T, "ann")));
  expect(repo.git("fsck", "--no-dangling")).toBe("");
});
