import { expect, test } from "vitest";
import { faultCodes, findingCodes } from "../../scripts/source/codes.ts";
import { readProjectFile, sourceFiles } from "../../scripts/source/files.ts";
import { BUCKETS } from "../../src/evidence/backlog-repo/buckets.ts";
import { NATIVE_STATUSES } from "../../src/evidence/backlog-repo/native-status.ts";
import { STATUSES } from "../../src/ticket/statuses.ts";

const page = readProjectFile("docs/backlog-repo.md");
const rowsBelow = (heading: string): readonly (readonly string[])[] => {
  const part = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = part.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
};

test("the page has the table of statuses that the program follows", () => {
  expect(Object.fromEntries(rowsBelow("Tickets of Docket and atoms"))).toEqual(NATIVE_STATUSES);
  expect(Object.keys(NATIVE_STATUSES).toSorted()).toEqual(STATUSES.toSorted());
});

test("the page has the folders of plans", () => {
  const told = rowsBelow("Folders of plans").map(([name, holds = ""]) => ({ name, holds: holds.split(":")[0] }));
  expect(told).toEqual(BUCKETS.map(({ name, holds }) => ({ name, holds })));
});

test("the page tells cause and way out of every code of ledgers and plans, and of no other", () => {
  const ours = sourceFiles().filter(
    ({ path, isTest }) => !isTest && /backlog-repo\/|store\/(?:plans|ledgers)\//.test(path),
  );
  const codes = [...faultCodes(ours), ...findingCodes(ours)].map(({ code }) => code);
  const rows = rowsBelow("Codes");
  expect(rows.map(([code]) => code).toSorted()).toEqual(codes.toSorted());
  expect(rows.filter((row) => row.length !== 3 || row.includes(""))).toEqual([]);
});

test("the page names each function of the door beside its name in Python", async () => {
  const door = Object.entries(await import("../../src/backlog-repo.ts")).filter(
    ([, value]) => typeof value === "function",
  );
  const rows = rowsBelow("As a library");
  const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  expect(rows.map(([, here]) => here).toSorted()).toEqual(door.map(([name]) => name).toSorted());
  expect(rows.filter(([python = "", here]) => camel(python) !== here)).toEqual([]);
});
