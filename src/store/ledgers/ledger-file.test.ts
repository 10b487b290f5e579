import { expect, test } from "vitest";
import { ATOM_LEDGER } from "../../evidence/backlog-repo/atom-entry.ts";
import { err, ok } from "../../std/result.ts";
import { type TestWorld, testWorld } from "../../twins/test-world.ts";
import { changedMeanwhile } from "../faults.ts";
import type { Home } from "../home/home.ts";
import { changeLedger, ledgerPath, loadLedger } from "./ledger-file.ts";

const PATH = "/project/configs/atoms.yaml";
const file = { path: PATH, kind: ATOM_LEDGER };
const holder = { actor: "ada", command: "test", since: "2026-03-01T11:00:00Z" };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const entry = (id: string) => [id, { atom_id: id, status: "new" }] as const;

const add = (world: TestWorld, id: string, waitMs = 1000) =>
  changeLedger(world, { file, writing: { holder, waitMs } }, () => ok({ changes: new Map([entry(id)]), output: id }));

test("reading makes nothing, and a ledger that is not there is empty", () => {
  const world = testWorld();
  const read = loadLedger(world, file);
  expect(read.ok && [...read.value.entries]).toEqual([]);
  expect(world.files.texts()).toEqual({});
});

test("changes are written with their folder, and nothing to change writes nothing", async () => {
  const world = testWorld();
  expect(await changeLedger(world, { file, writing: { holder } }, () => ok({ changes: new Map(), output: 1 }))).toEqual(
    ok(1),
  );
  expect(world.files.texts()).toEqual({});
  expect(await add(world, "a/r:x:1")).toEqual(ok("a/r:x:1"));
  expect(world.files.texts()[PATH]).toBe("version: 1\natoms:\n- atom_id: a/r:x:1\n  status: new\n");
  const before = world.files.stat(PATH);
  await add(world, "a/r:x:1");
  expect(world.files.stat(PATH)?.ino).toBe(before?.ino);
});

test.for([
  ["no YAML", bytes("atoms: [")],
  ["another version", bytes("version: 2\natoms: []\n")],
  ["no text", new Uint8Array([0xff, 0xfe, 0x80])],
])("a file of %s is ledger-broken and stays as it is", async ([, content]) => {
  const world = testWorld();
  world.files.makeFolder("/project/configs");
  world.files.writeAtomic(PATH, content as Uint8Array);
  expect(await add(world, "a/r:x:1")).toMatchObject({ ok: false, fault: { code: "ledger-broken", exit: "findings" } });
  expect(world.files.read(PATH, 100)).toEqual(ok(content));
});

test("one writer at a time: the second waits for the first and keeps what it wrote", async () => {
  const world = testWorld();
  const wrote = await Promise.all([add(world, "a/r:x:1"), add(world, "b/r:x:1"), add(world, "c/r:x:1")]);
  expect(wrote.every(({ ok }) => ok)).toBe(true);
  const read = loadLedger(world, file);
  expect(read.ok && [...read.value.entries.keys()]).toEqual(["a/r:x:1", "b/r:x:1", "c/r:x:1"]);
});

test("the lock is let go after a refusal, and held against others until then", async () => {
  const world = testWorld();
  const refused = await changeLedger(world, { file, writing: { holder } }, async () => {
    expect(await add(world, "a/r:x:1", 0)).toMatchObject({ ok: false, fault: { code: "lock-held" } });
    return err(changedMeanwhile({ path: PATH }));
  });
  expect(refused.ok).toBe(false);
  expect((await add(world, "a/r:x:1")).ok).toBe(true);
});

test("what another program wrote between reading and writing is not overwritten", async () => {
  const world = testWorld();
  await add(world, "a/r:x:1");
  const meddled = await changeLedger(world, { file, writing: { holder } }, () => {
    world.files.writeAtomic(PATH, bytes("version: 1\natoms: []\n"));
    return ok({ changes: new Map([entry("b/r:x:1")]), output: 1 });
  });
  expect(meddled).toMatchObject({ ok: false, fault: { code: "changed-meanwhile" } });
  expect(world.files.texts()[PATH]).toBe("version: 1\natoms: []\n");
});

test("a ledger lies in the repository, beside the backlog's own branch and through no link that leads out", () => {
  const world = testWorld();
  for (const folder of ["/project/configs", "/project/docket", "/elsewhere"]) world.files.makeFolder(folder);
  world.files.link("/project/out", "/elsewhere");
  const home: Home = {
    kind: "branch",
    folder: "/project/docket",
    privateFolder: "/project/.git/docket",
    root: "/project",
    gitFolder: "/project/.git",
  };
  const place = (named: string, kind: Home["kind"] = "branch") => ledgerPath(world, { ...home, kind }, named);
  expect(place("configs/atoms.yaml")).toEqual(ok(PATH));
  expect(place("new/deep/atoms.yaml").ok).toBe(true);
  expect(place("docket/atoms.yaml", "tree").ok).toBe(true);
  for (const named of [
    "../atoms.yaml",
    "/elsewhere/atoms.yaml",
    "out/atoms.yaml",
    "out/deep/atoms.yaml",
    ".",
    "docket/atoms.yaml",
  ])
    expect(place(named)).toMatchObject({ ok: false, fault: { code: "ledger-misplaced" } });
});
