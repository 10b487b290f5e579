import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished, gates, project, work } from "./_project.ts";
import { folder, git, must, start } from "./_rig.ts";
import { show } from "./_tickets.ts";

/** Waits until the program stands still in its gate. */
async function inGate(path: string): Promise<void> {
  await expect.poll(() => existsSync(path), { timeout: 30_000, interval: 20 }).toBe(true);
}

interface Stopped {
  readonly root: string;
  readonly id: string;
  readonly checkout: string;
  readonly open: () => void;
  readonly child: ReturnType<typeof start>;
}

/** A holder who integrates and is stopped while the merged result is proven, after every check and right before it publishes. */
async function stopped(root: string): Promise<Stopped> {
  const gate = join(folder(), "gate");
  const { id, checkout } = await finished(root, { "src/a.js": "export const a = 1;\n" });
  work(root, { "src/moved.js": "export {};\n" }, "Move the base");
  await gates(root, {
    test: "true",
    ci: `[ -e ${gate}.once ] || { touch ${gate}.once; until [ -e ${gate}.open ]; do sleep 0.05; done; }`,
  });
  const child = start(root, ["integrate", id, "--json"]);
  await inGate(`${gate}.once`);
  child.kill("SIGSTOP");
  const state = (): string =>
    execFileSync("ps", ["-o", "state=", "-p", String(child.pid)], { encoding: "utf8" }).trim();
  await expect.poll(state, { timeout: 30_000 }).toMatch(/^T/);
  return { root, id, checkout, child, open: () => writeFileSync(`${gate}.open`, "") };
}

async function wake({ child, open }: Stopped): Promise<{ readonly code: number | null; readonly stdout: string }> {
  let stdout = "";
  child.stdout?.on("data", (chunk) => (stdout += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  open();
  child.kill("SIGCONT");
  return { code: await ended, stdout };
}

test("who is overtaken while proving a merge publishes nothing when it goes on", async () => {
  const root = await project({ gate: "true" });
  const holder = await stopped(root);
  await must(root, ["take", "--over", holder.id, "--reason", "They are gone.", "--as", "ann"]);
  const before = git(root, "rev-parse", "main");
  const late = await wake(holder);
  expect(late.code, late.stdout).toBe(3);
  expect(JSON.parse(late.stdout).error).toMatchObject({
    code: "not-the-holder",
    message: expect.stringContaining("ann"),
  });
  expect(git(root, "rev-parse", "main")).toBe(before);
  expect(git(root, "branch", "--list", "docket-queue/*")).toBe("");
  expect(await show(root, holder.id)).toMatchObject({ status: "review", assignee: "ann" });
  await must(root, ["integrate", holder.id, "--as", "ann"]);
  expect(await show(root, holder.id)).toMatchObject({ status: "done" });
});
