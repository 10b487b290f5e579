import { expect, test } from "vitest";
import { sighting } from "../../test/rigs/atoms.ts";
import { atomId, keyOf, numberOf, shardOf } from "./identity.ts";

const withIdentity = (rule: string, subject: string) => keyOf(sighting({ identity: { rule, subject } }));

test("the identity is source, rule and subject, and nothing else", () => {
  const key = keyOf(sighting());
  expect(key).toBe("todo-e3e3c1f9bdcc");
  expect(keyOf(sighting({ message: "other", severity: "high", place: { path: "z.ts" }, facts: { age: "9" } }))).toBe(
    key,
  );
  expect(keyOf(sighting({ source: "lint" }))).not.toBe(key);
  expect(withIdentity("TODO", "open the file")).not.toBe(key);
  expect(withIdentity("HACK", "close the file")).not.toBe(key);
});

test("white space and the way letters are composed make no difference, case does", () => {
  expect(withIdentity(" TODO", "close\n\t the   file ")).toBe(withIdentity("TODO", "close the file"));
  expect(withIdentity("TODO", "Gro\u0308ße")).toBe(withIdentity("TODO", "Größe"));
  expect(withIdentity("TODO", "Close the file")).not.toBe(withIdentity("TODO", "close the file"));
});

test("rule and subject do not run into each other", () => {
  expect(withIdentity("a", "b c")).not.toBe(withIdentity("a b", "c"));
  expect(withIdentity('a","b', "c")).not.toBe(withIdentity("a", 'b","c'));
});

test("alike atoms have numbers, and stand in one file of the ledger", () => {
  const key = "todo-0123456789ab";
  expect([atomId(key, 1), atomId(key, 12)]).toEqual([key, `${key}-12`]);
  expect([key, `${key}-2`, `${key}-12`].map((id) => numberOf(id, key))).toEqual([1, 2, 12]);
  expect([`${key}-0`, `${key}-x`, `${key}2`, "todo"].map((id) => numberOf(id, key))).toEqual([...Array(4)]);
  expect([key, `${key}-2`].map(shardOf)).toEqual(["01", "01"]);
  expect(shardOf("from somewhere else")).toMatch(/^[0-9a-f]{2}$/);
});
