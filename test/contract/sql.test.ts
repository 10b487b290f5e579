import { closeSync, existsSync, openSync, statSync, writeSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { nodeSql } from "../../src/host/sql.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryFiles } from "../../src/twins/memory-files.ts";
import { memorySql } from "../../src/twins/memory-sql.ts";
import { startChild } from "./child.ts";
import { opened, rows, sqlContract, withTable } from "./sql.ts";
import { tempFolder } from "./temp-folder.ts";

sqlContract("host", () => ({ sql: nodeSql(), files: nodeFiles(), root: tempFolder() }));

// The twin is real SQLite too; what differs is where the file lies.
sqlContract("memory", () => {
  const files = memoryFiles(manualClock());
  files.makeFolder("/root");
  return { sql: memorySql(files), files, root: "/root" };
});

/** A database of many pages, on the disk. */
function largeDatabase(): string {
  const root = tempFolder();
  const db = withTable({ sql: nodeSql(), files: nodeFiles(), root });
  const numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)";
  expect(db.run(`${numbers} insert into t select randomblob(500) from n`)).toMatchObject({ ok: true });
  db.close();
  return `${root}/a.db`;
}

const COUNT = "select count(*) as n, sum(length(v)) as bytes from t";
const WHOLE = [{ n: 2000, bytes: 1_000_000 }];

test("a database that is damaged in its middle is a fault, also for who has it open", () => {
  const path = largeDatabase();
  const before = opened(nodeSql().open(path, "read", 0));
  const { size } = statSync(path);
  const descriptor = openSync(path, "r+");
  for (let at = 8192; at < size; at += 4096) writeSync(descriptor, new Uint8Array(64).fill(0xaa), 0, 64, at);
  closeSync(descriptor);
  expect(before.all(COUNT)).toMatchObject({ ok: false, fault: { code: "sql-failed" } });
  before.close();
  const after = opened(nodeSql().open(path, "read", 0));
  expect(after.all(COUNT)).toMatchObject({ ok: false, fault: { code: "sql-failed" } });
  after.close();
});

test("a writer waits for another process as long as it was told, and no longer", async () => {
  const path = largeDatabase();
  const child = startChild("hold-database.ts", path);
  expect(await child.line()).toBe("begun");
  const [hasty, patient] = [0, 30_000].map((busyMs) => opened(nodeSql().open(path, "write", busyMs)));
  expect(hasty?.run("begin immediate")).toMatchObject({ ok: false, fault: { code: "sql-busy" } });
  child.process.stdin?.write("go\n");
  expect(patient?.run("begin immediate; rollback")).toMatchObject({ ok: true });
  expect(await child.ended).toBe(0);
  for (const one of [hasty, patient]) one?.close();
});

test("a writer that is killed leaves what was there before, once somebody opens it for writing", async () => {
  const path = largeDatabase();
  const child = startChild("hold-database.ts", path);
  expect(await child.line()).toBe("begun");
  child.process.kill("SIGKILL");
  await child.ended;
  expect(existsSync(`${path}-journal`), "the change had begun to reach the file").toBe(true);
  const db = opened(nodeSql().open(path, "write", 0));
  expect(rows(db.all(COUNT))).toEqual(WHOLE);
  expect(rows(db.all("select count(*) as n from t where v = zeroblob(500)"))).toEqual([{ n: 0 }]);
  db.close();
});

test("a reader sees the state before while another process writes", async () => {
  const root = tempFolder();
  const db = withTable({ sql: nodeSql(), files: nodeFiles(), root });
  db.run("insert into t values ('before'); begin immediate; update t set v = 'after'");
  const reader = opened(nodeSql().open(`${root}/a.db`, "read", 0));
  expect(rows(reader.all("select v from t"))).toEqual([{ v: "before" }]);
  db.run("commit");
  expect(rows(reader.all("select v from t"))).toEqual([{ v: "after" }]);
  for (const one of [db, reader]) one.close();
});
