import { expect, test } from "vitest";
import { tempFolder } from "../../test/rigs/temp.ts";
import { nodeSql } from "./sql.ts";

test("a row whose number is larger than JavaScript's numbers can be written, changed and removed", () => {
  using temp = tempFolder();
  const opened = nodeSql().open(temp.at("a.db"), "write", 0);
  if (!opened.ok) throw new Error(opened.fault.message);
  const db = opened.value;
  expect(db.run("create table t(id integer primary key, word text)")).toMatchObject({ ok: true });
  expect(db.run("insert into t values(9007336693694464, ?)", "one")).toMatchObject({ ok: true });
  expect(db.run("update t set word = ?", "two")).toMatchObject({ ok: true });
  expect(db.all("select word from t")).toMatchObject({ value: [{ word: "two" }] });
  expect(db.run("delete from t where word = ?", "two")).toMatchObject({ ok: true });
  expect(db.all("select word from t")).toMatchObject({ value: [] });
  db.close();
});
