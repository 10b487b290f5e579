import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished, gates, project, setting, work } from "./_project.ts";
import { docket, folder, git, must, start } from "./_rig.ts";
import { heldGit } from "./_shims.ts";
import { show } from "./_tickets.ts";

interface Late {
  readonly code: number | null;
  readonly error: { readonly code: string; readonly message: string };
}

interface Sleeper {
  /** Sends it to sleep for good, wherever it is. */
  readonly stop: () => void;
  /** Lets it go on, and gives its answer. */
  readonly wake: () => Promise<Late>;
}

interface Halt {
  /** Made when it has come to where it waits. */
  readonly marker: string;
  /** To be made so that it goes on. */
  readonly open: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** `docket integrate` in a process of its own that has come to where it waits. */
async function integrating(root: string, id: string, { marker, open, env }: Halt): Promise<Sleeper> {
  const child = start(root, ["integrate", id, "--json"], env);
  let stdout = "";
  child.stdout.on("data", (chunk) => {
    stdout += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await expect.poll(() => existsSync(marker), { timeout: 30_000, interval: 20 }).toBe(true);
  return {
    stop: () => void child.kill("SIGSTOP"),
    wake: async () => {
      writeFileSync(open, "");
      child.kill("SIGCONT");
      const code = await ended;
      return { code, ...JSON.parse(stdout) };
    },
  };
}

const queues = (root: string): string => git(root, "branch", "--list", "docket-queue/*");

test("who is overtaken while proving a merge publishes nothing when it goes on", async () => {
  const root = await project({ gate: "true" });
  const gate = join(folder(), "gate");
  const { id } = await finished(root, { "src/a.js": "export const a = 1;\n" });
  work(root, { "src/moved.js": "export {};\n" }, "Move the base");
  const wait = `[ -e ${gate}.once ] || { touch ${gate}.once; until [ -e ${gate}.open ] || [ ! -e ${gate}.once ]; do sleep 0.05; done; }`;
  await gates(root, { test: "true", ci: wait });
  const sleeper = await integrating(root, id, { marker: `${gate}.once`, open: `${gate}.open` });
  sleeper.stop();
  await must(root, ["take", "--over", id, "--reason", "They are gone.", "--as", "ann"]);
  const before = git(root, "rev-parse", "main").trim();

  const late = await sleeper.wake();
  expect(late, JSON.stringify(late)).toMatchObject({ code: 3, error: { code: "not-the-holder" } });
  expect(late.error.message).toContain("ann");
  expect([git(root, "rev-parse", "main").trim(), queues(root)]).toEqual([before, ""]);
  expect(await show(root, id)).toMatchObject({ status: "review", assignee: "ann" });
  await must(root, ["integrate", id, "--as", "ann"]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
});

test("who is overtaken in the moment of publishing is refused by git itself", async () => {
  const root = await project({ gate: "true" });
  const { id } = await finished(root, { "src/a.js": "export const a = 1;\n" });
  const shim = heldGit("*update-ref*docket:*integrate*--stdin*");
  const sleeper = await integrating(root, id, shim);
  sleeper.stop();
  await must(root, ["take", "--over", id, "--reason", "They are gone.", "--as", "ann"]);
  const before = git(root, "rev-parse", "main").trim();

  const late = await sleeper.wake();
  expect(late, JSON.stringify(late)).toMatchObject({ code: 3, error: { code: "claim-lost" } });
  expect(late.error.message).toContain("held by ann");
  expect(readFileSync(shim.said, "utf8")).toContain(`refs/docket/claims/${id}`);
  expect([git(root, "rev-parse", "main").trim(), queues(root)]).toEqual([before, ""]);
  await must(root, ["integrate", id, "--as", "ann"]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
});

test("the same with a remote that decides: the push is refused there, and the other clone goes on with the work", async () => {
  const root = await project({ gate: "true" });
  setting(root, /^claims:\n(?: .*\n)*|$(?![\s\S])/m, "claims:\n  remote: origin\n");
  setting(root, /^orders:\n(?: .*\n)*|$(?![\s\S])/m, "orders:\n  push: true\n");
  const remote = join(folder(), "remote.git");
  git(root, "clone", "-q", "--bare", root, remote);
  git(root, "remote", "add", "origin", remote);
  git(root, "fetch", "-q", "origin");
  await must(root, ["sync"]);
  const { id, branch } = await finished(root, { "src/a.js": "export const a = 1;\n" });
  await must(root, ["sync"]);
  git(root, "push", "-q", "origin", branch);
  const other = join(folder(), "other");
  git(root, "clone", "-q", remote, other);
  await must(other, ["init", "--yes"]);
  await must(other, ["trust"]);

  const shim = heldGit("*push*--atomic*refs/heads/main*");
  const sleeper = await integrating(root, id, shim);
  sleeper.stop();
  const over = await must(other, ["take", "--over", id, "--reason", "They are gone.", "--as", "ann", "--json"]);
  const before = git(remote, "rev-parse", "main").trim();
  const late = await sleeper.wake();
  expect(late, JSON.stringify(late)).toMatchObject({ code: 3, error: { code: "claim-lost" } });
  expect(readFileSync(shim.said, "utf8")).toContain("stale info");
  expect(git(remote, "rev-parse", "main").trim()).toBe(before);
  expect([git(root, "rev-parse", "main").trim(), queues(root)]).toEqual([before, ""]);

  // Who took over has the branch in a checkout of their own clone, and goes on from there.
  const checkout = join(other, JSON.parse(over.stdout).worktree);
  expect(readFileSync(join(checkout, "src/a.js"), "utf8")).toBe("export const a = 1;\n");
  await must(checkout, ["finish", "--as", "ann"]);
  await must(other, ["integrate", id, "--as", "ann"]);
  expect(git(remote, "show", "main:src/a.js")).toBe("export const a = 1;\n");
  await must(other, ["sync"]);
  await must(root, ["sync"]);
  expect(await show(root, id)).toMatchObject({ status: "done" });
  const { orders } = JSON.parse((await docket(root, ["status", "--json"])).stdout);
  expect(orders).toEqual([]);
});
