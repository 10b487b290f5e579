import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, take } from "./_inside.ts";
import { HONEST, project, readyTicket, work } from "./_project.ts";
import { fingerprint, git } from "./_rig.ts";
import { doctor } from "./_tickets.ts";

test("orders that disagree are one finding of doctor, until reconcile settled them", async () => {
  const root = await project();
  const ids = [await readyTicket(root, "First"), await readyTicket(root, "Second")];
  const taken = [await take(root, ids[0] ?? ""), await take(root, ids[1] ?? "")];
  expect(await doctor(root)).toEqual([]);
  for (const { worktree } of taken) rmSync(join(root, worktree), { recursive: true });
  const before = fingerprint(root);

  const [found, ...rest] = await doctor(root);

  expect(rest).toEqual([]);
  expect(found).toMatchObject({ code: "orders-disagree", severity: "warning", file: "orders" });
  expect(found?.message).toContain("in 2 places: 2 × ");
  expect(found?.hint).toContain("docket reconcile");
  expect(fingerprint(root)).toBe(before);
  expect((await docket(root, ["doctor", "--strict"])).code).toBe(1);
  await must(root, ["reconcile", "--apply"]);
  expect(await doctor(root)).toEqual([]);
});

test("a claim without an order is part of it", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const { order } = await take(root, id);
  rmSync(join(root, "docket/orders", order), { recursive: true });
  git(join(root, "docket"), "add", "-A");
  git(join(root, "docket"), "commit", "-qm", "Lose the order");
  const findings = await doctor(root);
  expect(findings.map(({ code }) => code)).toContain("orders-disagree");
});

test("work that a person let pass without a proof stays in doctor's sight after it is merged and cleared away", async () => {
  const root = await project({ gate: "false" });
  const id = await readyTicket(root);
  const { worktree } = await take(root, id);
  work(join(root, worktree), HONEST);
  await must(root, ["finish", id, "--skip-verification", "The gate is broken today."]);
  const seen = async () => (await doctor(root)).map(({ code, message }) => `${code}: ${message}`).join("\n");
  expect(await seen()).toMatch(/passed-unproven: .*The gate is broken today/);
  await docket(root, ["integrate", id]);
  await must(root, ["gc"]);
  expect(await seen()).toMatch(/passed-unproven: .*The gate is broken today/);
});

test("a proof that came to its end leaves nothing to settle", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const { worktree } = await take(root, id);
  work(join(root, worktree), HONEST);
  await must(root, ["finish", id]);
  expect(await doctor(root)).toEqual([]);
  await must(root, ["integrate", id]);
  expect(await doctor(root)).toEqual([]);
});
