import { describe, expect, test } from "vitest";
import type { Files } from "../../src/ports/files.ts";
import type { Sql, SqlDatabase, SqlRow, SqlValue } from "../../src/ports/sql.ts";
import type { Result } from "../../src/std/result.ts";

export interface SqlSubject {
  readonly sql: Sql;
  /** The disk on which the databases lie. */
  readonly files: Files;
  /** An empty folder that exists. */
  readonly root: string;
}

type Make = () => SqlSubject;

/** What every Sql keeps to. */
export function sqlContract(name: string, make: Make): void {
  describe(`sql: ${name}`, () => {
    values(make);
    statements(make);
    openings(make);
    sharing(make);
  });
}

const FAILED = { ok: false, fault: { code: "sql-failed" } };

export function opened(answer: Result<SqlDatabase>): SqlDatabase {
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value;
}

export function rows(answer: Result<readonly SqlRow[]>): readonly SqlRow[] {
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value.map((row) => ({ ...row }));
}

/** A new database with a table `t` of one column `v`, open for writing. */
export function withTable({ sql, root }: SqlSubject, name = "a.db"): SqlDatabase {
  const db = opened(sql.open(`${root}/${name}`, "write", 0));
  expect(db.run("create table t (v)")).toEqual({ ok: true, value: undefined });
  return db;
}

const VALUES: readonly SqlValue[] = [
  "",
  "it's “quoted” 🎟\n",
  "nul\0inside",
  0,
  -1.5,
  1e300,
  Number.MAX_SAFE_INTEGER,
  null,
  new Uint8Array([0, 255, 10]),
  new Uint8Array(0),
];

function values(make: Make): void {
  test("values come back as they went in", () => {
    const db = withTable(make());
    for (const value of VALUES) expect(db.run("insert into t values (?)", value)).toMatchObject({ ok: true });
    expect(rows(db.all("select v from t order by rowid")).map(({ v }) => v)).toEqual(VALUES);
    expect(rows(db.all("select ? as n", 7n))).toEqual([{ n: 7 }]);
    db.close();
  });

  test("a number that JavaScript cannot hold is a fault, not another number", () => {
    const db = withTable(make());
    expect(db.run("insert into t values (?)", 2n ** 60n)).toMatchObject({ ok: true });
    expect(db.all("select v from t")).toMatchObject(FAILED);
    expect(rows(db.all("select cast(v as text) as v from t"))).toEqual([{ v: String(2n ** 60n) }]);
    db.close();
  });

  test("bytes given and bytes taken stay the owner's", () => {
    const db = withTable(make());
    const bytes = new Uint8Array([1, 2, 3]);
    db.run("insert into t values (?)", bytes);
    bytes[0] = 9;
    for (let time = 0; time < 2; time++) {
      const [row] = rows(db.all("select v from t"));
      expect(row?.v).toEqual(new Uint8Array([1, 2, 3]));
      if (row?.v instanceof Uint8Array) row.v[0] = 9;
    }
    db.close();
  });
}

function statements(make: Make): void {
  test("without values, run takes a script of several statements; all gives the rows of one", () => {
    const db = withTable(make());
    expect(db.run("insert into t values (1); insert into t values (2);")).toMatchObject({ ok: true });
    expect(rows(db.all("select v from t order by v"))).toEqual([{ v: 1 }, { v: 2 }]);
    expect(rows(db.all("select v from t where v > ?", 9))).toEqual([]);
    db.close();
  });

  test("a statement that fails names the file and says why, and the database goes on", () => {
    const subject = make();
    const db = withTable(subject);
    for (const failed of [
      db.run("not a statement"),
      db.run("insert into none values (?)", 1),
      db.all("select nothing"),
    ]) {
      expect(failed).toMatchObject({
        ...FAILED,
        fault: { message: expect.stringMatching(`^${subject.root}/a.db: .+`) },
      });
    }
    expect(db.all("select ?", 1, 2)).toMatchObject(FAILED);
    expect(db.run("insert into t values (?)", 1)).toMatchObject({ ok: true });
    db.close();
  });

  test("a statement used before a change of the tables works after it", () => {
    const db = withTable(make());
    db.run("insert into t values (1)");
    expect(rows(db.all("select * from t"))).toEqual([{ v: 1 }]);
    db.run("alter table t add column w default 5");
    expect(rows(db.all("select * from t"))).toEqual([{ v: 1, w: 5 }]);
    db.close();
  });

  test("many different statements can be used in turn", () => {
    const db = withTable(make());
    for (let turn = 0; turn < 2; turn++)
      for (let number = 0; number < 300; number++)
        expect(rows(db.all(`select ${number} + ? as n`, 1))).toEqual([{ n: number + 1 }]);
    db.close();
  });

  test("what is rolled back, or never committed before the end, has not happened", () => {
    const subject = make();
    const db = withTable(subject);
    db.run("begin; insert into t values (1); rollback");
    db.run("begin immediate");
    db.run("insert into t values (?)", 2);
    db.close();
    const again = opened(subject.sql.open(`${subject.root}/a.db`, "read", 0));
    expect(rows(again.all("select v from t"))).toEqual([]);
    again.close();
  });

  test("a closed database answers with a fault, and closing again is fine", () => {
    const db = withTable(make());
    expect(rows(db.all("select v from t"))).toEqual([]);
    for (let time = 0; time < 2; time++) db.close();
    expect(db.all("select v from t")).toMatchObject(FAILED);
    expect(db.run("insert into t values (?)", 1)).toMatchObject(FAILED);
    expect(db.run("drop table t")).toMatchObject(FAILED);
  });
}

function openings(make: Make): void {
  test("reading makes nothing: a missing file is a fault, and stays missing", () => {
    const { sql, files, root } = make();
    expect(sql.open(`${root}/none.db`, "read", 0)).toMatchObject(FAILED);
    expect(files.list(root)).toEqual({ ok: true, value: [] });
  });

  test("a folder that is missing is not made, and a folder is no database", () => {
    const { sql, files, root } = make();
    expect(sql.open(`${root}/none/a.db`, "write", 0)).toMatchObject(FAILED);
    expect(sql.open(root, "write", 0)).toMatchObject(FAILED);
    expect(files.list(root)).toEqual({ ok: true, value: [] });
  });

  test("who opens for reading sees what was committed and changes nothing", () => {
    const subject = make();
    const db = withTable(subject);
    db.run("insert into t values (1)");
    const reader = opened(subject.sql.open(`${subject.root}/a.db`, "read", 0));
    expect(reader.run("insert into t values (?)", 2)).toMatchObject(FAILED);
    expect(reader.run("drop table t")).toMatchObject(FAILED);
    expect(rows(reader.all("select v from t"))).toEqual([{ v: 1 }]);
    db.run("insert into t values (3)");
    expect(rows(reader.all("select v from t"))).toEqual([{ v: 1 }, { v: 3 }]);
    for (const one of [db, reader]) one.close();
  });

  test("names with signs that mean something to SQLite are names", () => {
    const subject = make();
    const names = ["a b.db", "x?mode=memory", "50%25.db", "#.db", "it's.db", "ünï.db"];
    for (const name of names) {
      const db = withTable(subject, name);
      db.run("insert into t values (?)", name);
      db.close();
    }
    for (const name of names) {
      const db = opened(subject.sql.open(`${subject.root}/${name}`, "read", 0));
      expect(rows(db.all("select v from t"))).toEqual([{ v: name }]);
      db.close();
    }
    const listed = subject.files.list(subject.root);
    expect(listed.ok && listed.value.toSorted()).toEqual(names.toSorted());
  });

  test("a file that is no database is a fault, and is left as it is", () => {
    const { sql, files, root } = make();
    const text = new TextEncoder().encode("only a few words that go on for a while ".repeat(100));
    for (const mode of ["read", "write"] as const) {
      files.writeAtomic(`${root}/a.db`, text);
      const answer = sql.open(`${root}/a.db`, mode, 0);
      expect(answer.ok ? answer.value.all("select * from sqlite_schema") : answer).toMatchObject(FAILED);
      if (answer.ok) answer.value.close();
      expect(files.read(`${root}/a.db`, 10_000)).toEqual({ ok: true, value: text });
    }
  });

  test("a removed file makes room for a new, empty database", () => {
    const subject = make();
    const db = withTable(subject);
    db.run("insert into t values (1)");
    db.close();
    expect(subject.files.remove(`${subject.root}/a.db`)).toMatchObject({ ok: true });
    expect(subject.sql.open(`${subject.root}/a.db`, "read", 0)).toMatchObject(FAILED);
    const fresh = withTable(subject);
    expect(rows(fresh.all("select v from t"))).toEqual([]);
    fresh.close();
  });
}

function sharing(make: Make): void {
  test("of two writers the second gets a fault while the first is at work, and its turn afterwards", () => {
    const subject = make();
    const first = withTable(subject);
    const second = opened(subject.sql.open(`${subject.root}/a.db`, "write", 0));
    expect(first.run("begin immediate")).toMatchObject({ ok: true });
    expect(first.run("insert into t values (1)")).toMatchObject({ ok: true });
    expect(second.run("begin immediate")).toMatchObject({ ok: false, fault: { code: "sql-busy", exit: "held" } });
    expect(first.run("commit")).toMatchObject({ ok: true });
    expect(second.run("begin immediate; insert into t values (2); commit")).toMatchObject({ ok: true });
    expect(rows(first.all("select v from t order by v"))).toEqual([{ v: 1 }, { v: 2 }]);
    for (const one of [first, second]) one.close();
  });

  test("databases at two paths never meet", () => {
    const subject = make();
    const [one, other] = [withTable(subject, "a.db"), withTable(subject, "b.db")];
    one.run("insert into t values (1)");
    expect(rows(other.all("select v from t"))).toEqual([]);
    for (const each of [one, other]) each.close();
  });
}
