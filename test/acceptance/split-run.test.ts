import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must } from "./_inside.ts";
import { bodyFor, orders, project, readyTicket } from "./_project.ts";
import { fileOf, folder } from "./_rig.ts";
import { show } from "./_tickets.ts";

interface Large {
  readonly ticket: string;
  readonly into: readonly string[];
  readonly kept: readonly unknown[];
  readonly needsPerson: boolean;
}

interface Report {
  readonly code: number;
  readonly planned: readonly { readonly id: string }[];
  readonly orders: readonly { readonly ticket: string; readonly result: string }[];
  readonly stopped: readonly unknown[];
  readonly split?: readonly Large[];
}

async function run(root: string, ...more: readonly string[]): Promise<Report> {
  const play = join(folder(), "play.json");
  const turns = { "Two lists (1 of 2)": "src/a.js", "Two lists (2 of 2)": "src/b.js", "Two lists": "src/a.js" };
  const files = Object.entries(turns).map(([title, path]) => [title, [{ [path]: `export const at = "${path}";\n` }]]);
  writeFileSync(play, JSON.stringify(Object.fromEntries(files)));
  const ran = await docket(root, ["run", "--once", "--agent", `rehearsed:${play}`, ...more, "--json"]);
  return { code: ran.code, ...JSON.parse(ran.stdout) };
}

/** A ready ticket about two files, with an effort. */
async function largeTicket(root: string, effort: number): Promise<string> {
  const body = bodyFor("src/a.js").replace("- src/a.js: create", "- src/a.js: create\n- src/b.js: create");
  const id = await readyTicket(root, "Two lists", "chore", body);
  await must(root, ["edit", id, "--set", `effort=${effort}`]);
  return id;
}

test("a run splits the next ticket that is too large, works its slices off, and the whole follows them", async () => {
  const root = await project({ gate: "true" });
  orders(root, { split: "auto" });
  const id = await largeTicket(root, 6);
  const planned = await run(root, "--dry-run");
  expect(planned).toMatchObject({ planned: [], split: [{ ticket: id, parts: 2, into: [], needsPerson: false }] });
  expect(await show(root, id)).toMatchObject({ status: "ready" });

  const report = await run(root, "--parallel", "2");
  expect(report, JSON.stringify(report)).toMatchObject({ code: 0, stopped: [], split: [{ ticket: id, kept: [] }] });
  const into = report.split?.[0]?.into ?? [];
  expect(into).toHaveLength(2);
  expect(report.orders.map(({ ticket, result }) => [ticket, result]).sort()).toEqual(
    into.map((slice) => [slice, "done"]).sort(),
  );
  expect(await show(root, id)).toMatchObject({ status: "rejected", rejection: "split", split_into: into });
  const { parts } = JSON.parse((await docket(root, ["show", id, "--json"])).stdout);
  expect(parts).toEqual({ of: into.map((slice) => ({ id: slice, status: "done" })), allDone: true });
});

test("from effort 8 on a person gets the proposal once, and says whether it is split or done whole", async () => {
  const root = await project({ gate: "true" });
  orders(root, { split: "auto" });
  const id = await largeTicket(root, 8);
  const asked = await run(root);
  expect(asked).toMatchObject({ code: 0, orders: [], split: [{ ticket: id, into: [], needsPerson: true }] });
  const text = readFileSync(fileOf(root, id), "utf8");
  expect(text).toContain("It is large for one go: effort 8 of at most 5. It could be split into 2:");
  expect(await show(root, id)).toMatchObject({
    status: "ready",
    action_required: expect.stringContaining(`docket split ${id} --yes`),
  });
  expect(await run(root)).toMatchObject({ orders: [], split: [] });
  expect(readFileSync(fileOf(root, id), "utf8")).toBe(text);

  await must(root, ["edit", id, "--unset", "action_required"]);
  expect(await run(root)).toMatchObject({ orders: [{ ticket: id, result: "done" }], split: [] });
});

test("without the setting nothing is split, and what a person forced into ready stays whole", async () => {
  const root = await project({ gate: "true" });
  const id = await largeTicket(root, 6);
  expect(await run(root, "--dry-run")).toMatchObject({ planned: [{ id }] });
  orders(root, { split: "auto" });
  await must(root, ["move", id, "refined", "--reason", "Look at it again."]);
  await must(root, ["edit", id, "--section", "Acceptance Criteria", "--body", "- [ ] AC-1: one\n- [ ] AC-2: two"]);
  await must(root, ["move", id, "ready", "--force", "--reason", "It is one piece."]);
  expect(await run(root, "--dry-run")).toMatchObject({ planned: [{ id }], split: [] });
});
