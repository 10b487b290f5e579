import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ModelSetup, modelProject, modelWorld } from "../../../test/rigs/models.ts";
import type { Repo } from "../../../test/rigs/repo.ts";
import { discoverOp } from "../discover.ts";
import { evidenceOp } from "../evidence.ts";
import { newOp } from "../new.ts";

const world = modelWorld();
const call = (cwd: string, dryRun = false) => ({ cwd, as: "mika", door: "person", dryRun }) as const;

const FILES = { "src/cart.ts": "// TODO: the sum of the cart is not rounded to cents\nexport const sum = 1;\n" };
const TITLE = "Sums of carts come out unrounded";
const BODY = "The sum of a cart has more digits than cents have, in `src/cart.ts`.";

const SAYS = (same: boolean) =>
  `print({ pairs: question.outside.pairs.map(({ pair }) => ({ pair, same: ${same}, reason: "Both <!-- round -->." })) });`;

/** A project with a ticket by hand, and a mark in the code that says nearly the same. */
async function project(reply: string, setup: ModelSetup): Promise<{ readonly repo: Repo; readonly id: string }> {
  const repo = await modelProject(world, reply, { files: FILES, ...setup });
  const made = await newOp.run(world, call(repo.path), { title: TITLE, kind: "bug", body: BODY });
  if (!made.ok) throw new Error(made.fault.message);
  return { repo, id: made.value.ticket.id };
}

async function discovered(repo: Repo, dryRun = false) {
  const answer = await discoverOp.run(world, call(repo.path, dryRun), { source: ["todo"] });
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value.tickets;
}

const textOf = (repo: Repo, id: string): string => {
  const folder = `${repo.path}/docket/tickets`;
  const name = readdirSync(folder).find((one) => one.startsWith(id)) ?? "";
  return readFileSync(`${folder}/${name}`, "utf8");
};

test("a model that takes a finding for an open ticket makes a proposal, and no merge by itself", async () => {
  const { repo, id } = await project(SAYS(true), { models: "  merges: propose\n" });
  using _ = repo;
  const { created, merges } = await discovered(repo);
  expect(created).toHaveLength(1);
  const by = { by: "node", reason: "Both <!-- round -->.", merged: false };
  expect(merges).toEqual([
    { ...by, same: id, title: expect.any(String), fingerprint: expect.stringMatching(/^todo:/) },
  ]);
  const text = textOf(repo, created[0]?.id ?? "");
  expect(text).toContain(`related: [${id}]`);
  expect(text).toContain(`node takes it for the same as ${id}: Both <! -- round -- >.`);
  expect(textOf(repo, id)).not.toContain("discover");
  expect((await discovered(repo)).merges ?? []).toEqual([]);
});

test("where the settings say so it is one ticket, and its thread says who took it for that", async () => {
  const { repo, id } = await project(SAYS(true), { models: "  merges: merge\n" });
  using _ = repo;
  const dry = await discovered(repo, true);
  const { created, linked, merges } = await discovered(repo);
  expect(dry).toMatchObject({ created: [], merges: [{ same: id, merged: true }] });
  expect({ created, merges }).toMatchObject({ created: [], merges: [{ same: id, merged: true }] });
  expect(linked).toMatchObject([{ id }]);
  expect(textOf(repo, id)).toContain("node takes it for the same: Both <! -- round -- >.");
});

test.each([
  ["says that they are two", SAYS(false), "  merges: merge\n", undefined],
  [
    "says yes and no",
    SAYS(true).replace("print(", "const yes = ") +
      "yes.pairs.push(...yes.pairs.map((one) => ({ ...one, same: false }))); print(yes);",
    "  merges: merge\n",
    "model-not-understood",
  ],
  ["breaks", "process.exit(2)", "  merges: merge\n", "model-failed"],
  [
    "answers about other pairs",
    "print({ pairs: [{ pair: 99, same: true, reason: 'x' }] })",
    "  merges: merge\n",
    "model-not-understood",
  ],
])("when it %s there are two tickets, as without it", async (_, reply, models, code) => {
  const { repo } = await project(reply.replace("const yes = {", "const yes = ({"), { models });
  using __ = repo;
  const { created, merges, mergesFault } = await discovered(repo);
  expect(created).toHaveLength(1);
  expect(merges).toEqual([]);
  expect(mergesFault?.code).toBe(code);
});

test("nobody is asked unless the settings say so", async () => {
  const { repo } = await project("(await import('node:fs')).writeFileSync('/nowhere/x', '')", {});
  using _ = repo;
  const tickets = await discovered(repo);
  expect(tickets.created).toHaveLength(1);
  expect(tickets).not.toHaveProperty("merges");
});

test("cluster tells which facts a model takes for one, and changes nothing", async () => {
  const files = {
    "src/cart.ts": "// TODO: the sum of the cart is not rounded to cents\n",
    "src/pay.ts": "// TODO: rounding is missing before payment, see src/cart.ts\n",
  };
  using repo = await modelProject(world, SAYS(true), { files, models: "  merges: propose\n" });
  await discovered(repo);
  const clustered = await evidenceOp.run(world, call(repo.path), { action: "cluster", state: "open", limit: 10 });
  if (!clustered.ok || !("proposals" in clustered.value)) throw new Error("there are no proposals");
  expect(clustered.value.clusters).toEqual([]);
  expect(clustered.value.proposals).toEqual([
    {
      facts: [expect.stringMatching(/^todo-/), expect.stringMatching(/^todo-/)],
      titles: expect.any(Array),
      by: "node",
      reason: "Both <!-- round -->.",
    },
  ]);
  const listed = await evidenceOp.run(world, call(repo.path), { action: "list", state: "open", limit: 10 });
  const tickets = listed.ok && "facts" in listed.value ? listed.value.facts.map(({ ticket }) => ticket) : [];
  expect(new Set(tickets).size).toBe(2);
});

test("cluster without an answer says why, and its clusters stand", async () => {
  const files = {
    "a.ts": "// TODO: round the sum of the cart, see c.ts\n",
    "b.ts": "// TODO: mind the gap, see c.ts\n",
  };
  using repo = await modelProject(world, "print('hm')", { files, models: "  merges: propose\n" });
  await discovered(repo);
  const clustered = await evidenceOp.run(world, call(repo.path), { action: "cluster", state: "open", limit: 10 });
  expect(clustered).toMatchObject({ value: { clusters: [], proposals: [], fault: { code: "model-not-understood" } } });
});
