import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { readOrderText } from "../store/orders/order-file.ts";
import { testWorld } from "../twins/test-world.ts";
import { readAhead, stillStands } from "./read-ahead.ts";

const ORDER = "WO-x2x3nv-d6";

/** An order's checkout with one commit of its own beside the base. */
function scene() {
  const repo = makeRepo("plain");
  const path = join(repo.path, ".worktrees", ORDER);
  repo.git("worktree", "add", "--quiet", "-b", "feat/work", path);
  const gitFolder = join(repo.path, ".git");
  writeFileSync(join(gitFolder, "worktrees", ORDER, "docket-order"), `${ORDER}\n`);
  const root = repo.path;
  const home = {
    kind: "branch",
    root,
    folder: join(root, "docket"),
    privateFolder: join(gitFolder, "docket"),
    gitFolder,
  } as const;
  const shop = { backlog: { world: { ...testWorld({ seed: "ahead" }), files: nodeFiles(), git: systemGit() }, home } };
  const work = (file: string): void => {
    writeFileSync(join(path, file), `${file}\n`);
    gitIn(path, "add", "-A");
    gitIn(path, "commit", "--quiet", "-m", `Add ${file}`);
  };
  work("work.txt");
  const { order } = readOrderText(
    `id: ${ORDER}\nticket: CHORE-x2x3nv\nstate: running\nowner: bench\nbase: main\nbase_commit: ${repo.git("rev-parse", "main")}\nbranch: feat/work\nworktree: .worktrees/${ORDER}\n`,
  );
  if (order === undefined) throw new Error("the record cannot be read");
  const begin = async () => {
    const ahead = await readAhead(shop, order);
    if (ahead === undefined) throw new Error("nothing was begun");
    await ahead.change;
    return ahead;
  };
  return { repo, path, shop, order, home, work, begin, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

test("clean work that was read ahead counts as long as neither branch moves", async () => {
  using at = scene();
  const ahead = await at.begin();
  const head = gitIn(at.path, "rev-parse", "HEAD");
  expect(await stillStands(at.shop, at.order, ahead)).toMatchObject({
    ok: true,
    value: { head, commits: 1, dirty: [] },
  });
});

test("a commit made meanwhile, a base that went on, and work that is in no commit have to be read again", async () => {
  using at = scene();
  const before = await at.begin();
  at.work("later.txt");
  expect(await stillStands(at.shop, at.order, before)).toBeUndefined();

  const again = await at.begin();
  at.repo.write("theirs.txt", "x\n");
  at.repo.git("add", "theirs.txt");
  at.repo.git("commit", "--quiet", "-m", "Go on");
  expect(await stillStands(at.shop, at.order, again)).toBeUndefined();

  writeFileSync(join(at.path, "untracked.txt"), "x\n");
  expect(await stillStands(at.shop, at.order, await at.begin())).toBeUndefined();
});

test("nothing is read ahead in a folder that is not the order's, nor where a verdict is there to be asked", async () => {
  using at = scene();
  expect(await readAhead(at.shop, { ...at.order, id: "WO-x2x3nv-zz" })).toBeUndefined();
  mkdirSync(join(at.home.folder, "orders", ORDER), { recursive: true });
  writeFileSync(join(at.home.folder, "orders", ORDER, "verdict.json"), "{}");
  expect(await readAhead(at.shop, at.order)).toBeUndefined();
});
