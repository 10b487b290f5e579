import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, readyTicket, take } from "./_project.ts";
import { docket, folder, must } from "./_rig.ts";

test("status --disk measures checkouts and private logs, never what links lead to", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const { order, worktree } = await take(root, id);
  const measured = async () => JSON.parse((await must(root, ["status", "--disk", "--json"])).stdout).disk;
  const before = await measured();
  expect(before.orders).toMatchObject([{ order, checkout: { whole: true } }]);
  const elsewhere = folder();
  writeFileSync(join(elsewhere, "large"), Buffer.alloc(1_000_000));
  mkdirSync(join(root, worktree, "built/deep"), { recursive: true });
  writeFileSync(join(root, worktree, "built/deep/out.bin"), Buffer.alloc(300_000));
  symlinkSync(elsewhere, join(root, worktree, "linked"));
  mkdirSync(join(root, ".git/docket/runs", order, "logs"), { recursive: true });
  writeFileSync(join(root, ".git/docket/runs", order, "logs/01.log"), Buffer.alloc(50_000));

  const after = await measured();

  const grown = after.orders[0].checkout.bytes - before.orders[0].checkout.bytes;
  expect(grown).toBeGreaterThanOrEqual(300_000);
  expect(grown).toBeLessThan(310_000);
  expect(after.orders[0].checkout.files - before.orders[0].checkout.files).toBe(2);
  expect(after.orders[0].run.bytes - (before.orders[0].run?.bytes ?? 0)).toBe(50_000);
  expect(after.private.bytes - before.private.bytes).toBeGreaterThanOrEqual(50_000);
  expect(after.checkouts.bytes).toBe(after.orders[0].checkout.bytes);
  const text = (await must(root, ["status", "--disk"])).stdout;
  expect(text).toMatch(new RegExp(`${order}\\s+29\\d\\.\\d KiB`));
  expect(text).toMatch(/checkouts 29\d\.\d KiB, private to this clone [\d.]+ KiB/);
  expect((await must(root, ["status", "--json"])).stdout).not.toContain('"disk"');
  expect(JSON.parse((await must(root, ["status", "--disk", "--limit", "0", "--json"])).stdout).disk).toMatchObject({
    orders: [],
    total: 1,
  });
});

test("take --list gives as many as were asked for, and how many there are", async () => {
  const root = await project();
  for (const title of ["One", "Two", "Three"]) await must(root, ["new", title]);
  const listed = JSON.parse((await must(root, ["take", "--list", "--limit", "2", "--json"])).stdout);
  expect(listed).toMatchObject({ total: 3 });
  expect(listed.tickets).toHaveLength(2);
  const piped = await docket(root, ["take", "--list", "--limit", "2"]);
  expect(piped.stdout).not.toContain("of 3");
  expect(piped.stderr).toContain("2 of 3 tickets; --limit 3 shows them all");
  expect((await docket(root, ["take", "--list"])).stderr).not.toContain("of 3");
});
