import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { defaultSettings } from "../store/settings/defaults.ts";
import { failingWorld } from "../twins/failing-world.ts";
import { Crash, newLife } from "../twins/life.ts";
import { testWorld } from "../twins/test-world.ts";
import { setUp } from "./set-up.ts";

function scene() {
  const repo = makeRepo("plain");
  const path = repo.temp.at("order");
  repo.git("worktree", "add", "--quiet", "-b", "work", path);
  const gitFolder = join(repo.path, ".git");
  writeFileSync(join(gitFolder, "info/exclude"), ".env\n");
  repo.write(".env", "SECRET=1\n");
  const home = {
    kind: "branch",
    root: repo.path,
    folder: join(repo.path, "docket"),
    privateFolder: join(gitFolder, "docket"),
    gitFolder,
  } as const;
  const world = { ...testWorld({ seed: "set up" }), files: nodeFiles(), git: systemGit() };
  const shopOf = (one: typeof world | ReturnType<typeof failingWorld>) => ({
    backlog: { world: one, home },
    settings: defaultSettings(),
  });
  return {
    ...{ repo, path, world, shopOf },
    gitDir: join(gitFolder, "worktrees/order"),
    untracked: () => gitIn(path, "status", "--porcelain", "--untracked-files=all"),
    halves: (folder: string) => readdirSync(folder).filter((name) => name.startsWith(".~")),
    [Symbol.dispose]: () => repo[Symbol.dispose](),
  };
}

test("a secret that only its owner may read stays one in the copy", async () => {
  using at = scene();
  chmodSync(join(at.repo.path, ".env"), 0o600);
  expect(await setUp(at.shopOf(at.world), at.path, {})).toMatchObject({ ok: true });
  expect(statSync(join(at.path, ".env")).mode & 0o777).toBe(0o600);
});

test("a copy that was cut off leaves nothing in the checkout, and the next one clears its half away", async () => {
  using at = scene();
  const whole = newLife();
  await setUp(at.shopOf(failingWorld(at.world, whole)), at.path, {});
  at.world.files.remove(join(at.path, ".env"));
  const crashAt = 1 + whole.log.findIndex((operation) => operation.startsWith("copy "));
  const dying = at.shopOf(failingWorld(at.world, newLife({ crashAt, moment: "half" })));
  await expect(setUp(dying, at.path, {})).rejects.toThrow(Crash);
  expect([at.untracked(), at.halves(at.path), at.halves(at.gitDir)]).toEqual(["", [], [".~.env.4194304.crashed"]]);

  expect(await setUp(at.shopOf(at.world), at.path, {})).toMatchObject({ ok: true });
  expect([at.untracked(), at.halves(at.path), at.halves(at.gitDir)]).toEqual(["", [], []]);
});

test("only half copies are cleared away: what a person's editor has beside the file stays", async () => {
  using at = scene();
  const theirs = [".~lock..env#", ".~.env.swp", ".~.env.1.x.bak", ".~.envelope.12.abc", ".~other.env.12.abc"];
  for (const name of [...theirs, ".~.env.12.abc"]) writeFileSync(join(at.path, name), "x");
  expect(await setUp(at.shopOf(at.world), at.path, {})).toMatchObject({ ok: true });
  expect(at.halves(at.path).toSorted()).toEqual(theirs.toSorted());
});

test("what only the main checkout ignores is copied and hidden; what nobody ignores is not copied", async () => {
  using at = scene();
  const exclude = join(at.repo.path, ".git/info/exclude");
  writeFileSync(exclude, "");
  expect(await setUp(at.shopOf(at.world), at.path, {})).toMatchObject({ ok: true });
  expect(existsSync(join(at.path, ".env"))).toBe(false);

  // Written, and not committed yet.
  at.repo.write(".gitignore", ".env\n");
  expect(await setUp(at.shopOf(at.world), at.path, {})).toMatchObject({ ok: true });
  expect(readFileSync(join(at.path, ".env"), "utf8")).toBe("SECRET=1\n");
  expect([at.untracked(), readFileSync(exclude, "utf8")]).toEqual(["", "/.env\n"]);
});
