import { expect, test } from "vitest";
import { type Parts, ticketText } from "../../test/flawed/tickets.ts";
import { must, repoPatient } from "../../test/rigs/checkup.ts";
import { gitIn, makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeSql } from "../host/sql.ts";
import type { World } from "../ports/world.ts";
import { checkOp } from "./check.ts";
import type { Call, InputOf } from "./op.ts";
import { readyOp } from "./ready.ts";

const A = "tickets/FEAT-bbbbbb.md";
const B = "tickets/FEAT-cccccc.md";
const FINE = { files: "- src/own.ts: create", context: "It is wanted." } satisfies Parts;

const callIn = (cwd: string, dryRun = false): Call => ({ cwd, as: "mika", door: "person", dryRun });
const check = (world: World, given: InputOf<typeof checkOp.input>, call: Call) => checkOp.run(world, call, given);

/** The twin of the database lies in memory; the index of the code is a file on the disk. */
async function realPatient(repo: Repo) {
  const made = await repoPatient(repo, "tree");
  return { ...made, world: { ...made.world, sql: nodeSql() } };
}

async function patient(repo: Repo) {
  const made = await realPatient(repo);
  must(made.world.files.makeFolder(`${repo.path}/src`));
  must(made.world.files.writeAtomic(`${repo.path}/src/a.ts`, new TextEncoder().encode("export const a = 1;\n")));
  return made;
}

test("what has no error and passes its guards is promoted to ready, step by step; the rest is told", async () => {
  using repo = makeRepo();
  const { world, put, read } = await patient(repo);
  put({
    [A]: ticketText("FEAT-bbbbbb", 1, FINE),
    [B]: ticketText("FEAT-cccccc", 2, { ...FINE, files: "- src/no.ts: modify" }),
  });
  const given = { limit: 50, promote: true };
  const planned = must(await readyOp.run(world, callIn(repo.path, true), given));
  expect(planned).toMatchObject({
    dryRun: true,
    promoted: [
      { id: "FEAT-bbbbbb", to: "ready" },
      { id: "FEAT-cccccc", to: "refined" },
    ],
  });
  expect(read(A)).toContain("status: new");
  const done = must(await readyOp.run(world, callIn(repo.path), given));
  expect(done).toMatchObject({
    kept: [{ id: "FEAT-cccccc", status: "refined", missing: [expect.stringContaining("file-absent")] }],
  });
  expect(read(A)).toContain("status: ready");
  expect(read(A)?.match(/event: status_changed/g)).toHaveLength(2);
  expect(read(B)).toContain("status: refined");
});

test("a warning is accepted with a reason and stays listed; what is no warning is refused", async () => {
  using repo = makeRepo();
  const { world, put } = await patient(repo);
  put({ [A]: ticketText("FEAT-bbbbbb", 1, { ...FINE, context: "It is urgent." }) });
  const ids = ["FEAT-bbbbbb"];
  expect(await check(world, { ids, accept: "urgency-understated" }, callIn(repo.path))).toMatchObject({
    fault: { code: "text-empty" },
  });
  expect(await check(world, { ids, accept: "file-absent", reason: "no" }, callIn(repo.path))).toMatchObject({
    fault: { code: "warning-not-found" },
  });
  const accepted = must(
    await check(world, { ids, accept: "urgency-understated", reason: "A word of the customer." }, callIn(repo.path)),
  );
  expect(accepted.findings).toMatchObject([{ code: "urgency-understated", accepted: "A word of the customer." }]);
  expect(accepted.counts).toEqual({ error: 0, warning: 0, info: 1 });
});

test("--fix follows what git renamed, numbers criteria and adds headings, with one event a ticket", async () => {
  using repo = makeRepo();
  const { world, put, read } = await realPatient(repo);
  must(world.files.makeFolder(`${repo.path}/src`));
  must(
    world.files.writeAtomic(`${repo.path}/src/old.ts`, new TextEncoder().encode("export const old = 1;\n".repeat(20))),
  );
  gitIn(repo.path, "add", "-A");
  gitIn(repo.path, "commit", "-qm", "one");
  gitIn(repo.path, "mv", "src/old.ts", "src/fresh.ts");
  gitIn(repo.path, "commit", "-qm", "two");
  const criteria = "- [ ] AC-2: one\n- [ ] AC-2: two\n- [ ] AC-7: three";
  put({ [A]: ticketText("FEAT-bbbbbb", 1, { files: "- src/old.ts: modify", criteria }) });
  const before = must(await check(world, {}, callIn(repo.path)));
  expect(before.findings.map(({ code }) => code)).toEqual(["criteria-numbers", "reference-renamed"]);
  const after = must(await check(world, { fix: true }, callIn(repo.path)));
  expect(after).toMatchObject({ findings: [], fixed: [{ ticket: "FEAT-bbbbbb" }] });
  expect(read(A)).toContain("- src/fresh.ts: modify");
  expect(read(A)).toContain("AC-3: three");
  expect(read(A)?.match(/event: edit/g)).toHaveLength(1);

  const text = read(A);
  const again = must(await check(world, { fix: true }, callIn(repo.path)));
  expect(again).toMatchObject({ findings: [], fixed: [] });
  expect(read(A)).toBe(text);
});

test("what git deleted is gone, what it renamed twice has its last name, and a ticket about nothing else is obsolete", async () => {
  using repo = makeRepo();
  const { world, put } = await realPatient(repo);
  must(world.files.makeFolder(`${repo.path}/src`));
  const write = (name: string, text: string) =>
    must(world.files.writeAtomic(`${repo.path}/src/${name}.ts`, new TextEncoder().encode(text.repeat(20))));
  write("one", "export const one = 1;\n");
  write("gone", "export const gone = 'away';\n");
  write("there", "export const there = true;\n");
  const commit = (message: string) => {
    gitIn(repo.path, "add", "-A");
    gitIn(repo.path, "commit", "-qm", message);
  };
  commit("one");
  gitIn(repo.path, "mv", "src/one.ts", "src/two.ts");
  commit("two");
  gitIn(repo.path, "mv", "src/two.ts", "src/three.ts");
  gitIn(repo.path, "rm", "-q", "src/gone.ts");
  commit("three");
  put({
    [A]: ticketText("FEAT-bbbbbb", 1, {
      files: "- src/one.ts: modify\n- src/there.ts: modify",
      context: "See `src/gone.ts`.",
    }),
    [B]: ticketText("FEAT-cccccc", 2, { files: "- src/gone.ts: modify" }),
  });
  const { findings, health } = must(await check(world, {}, callIn(repo.path)));
  expect(findings.map(({ ticket, code, message }) => [ticket, code, message])).toEqual([
    ["FEAT-bbbbbb", "reference-renamed", "src/one.ts is called src/three.ts by now"],
    ["FEAT-bbbbbb", "reference-gone", "src/gone.ts is not there any more"],
    ["FEAT-cccccc", "ticket-obsolete", "every file that it is about was deleted"],
  ]);
  expect(health).toMatchObject({ absolute: 95, normalised: 89 });
  const answer = must(await check(world, { report: true }, callIn(repo.path)));
  expect(answer.report).toContain("Absolute: 95 of 100. By the number of tickets: 89 of 100.");
});

test("an empty backlog is clean", async () => {
  using repo = makeRepo();
  expect(must(await check((await patient(repo)).world, { report: true }, callIn(repo.path)))).toMatchObject({
    findings: [],
    tickets: 0,
    health: { absolute: 100 },
  });
});
