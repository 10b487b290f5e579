import { expect, test } from "vitest";
import { author, memoryPatient, must, ticketText } from "../../../test/rigs/checkup.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import { readBytes } from "../read/read-ticket.ts";
import { searchTickets } from "../read/search.ts";
import type { Change } from "../write/change.ts";
import { journalOf, writeJournal } from "../write/journal.ts";
import { currentTable } from "./summaries.ts";

const at = (id: string): string => `tickets/${id}-x.md`;
const A = "TASK-bbbbbb";
const B = "TASK-cccccc";
const text = (id: string, title: string): string => ticketText({ id, title });

/** A backlog whose writer died between the journal and the first file. */
function interrupted(files: Readonly<Record<string, string>>, changes: readonly Change[]) {
  const patient = memoryPatient();
  patient.put(files);
  const { backlog, world } = patient;
  must(writeJournal(world.files, backlog.home, journalOf({ message: "Write", changes }, { ...author, atMs: 1 })));
  const titles = () => currentTable(backlog).lines.map((line) => decodeSummary(line).title);
  return { ...patient, titles: () => [...titles()].sort() };
}

const change = (id: string, before: string | undefined, after: string | undefined): Change => ({
  path: at(id),
  before: before === undefined ? undefined : new TextEncoder().encode(text(id, before)),
  after: after === undefined ? undefined : text(id, after),
});

test("a reader sees what an unfinished write will leave: changed, new and removed tickets", () => {
  const { titles, backlog } = interrupted({ [at(A)]: text(A, "old"), [at(B)]: text(B, "goes") }, [
    change(A, "old", "new"),
    change(B, "goes", undefined),
    change("TASK-dddddd", undefined, "comes"),
  ]);
  expect(titles()).toEqual(["comes", "new"]);
  expect(new TextDecoder().decode(must(readBytes(backlog, at(A))))).toBe(text(A, "new"));
  expect(readBytes(backlog, at(B))).toMatchObject({ ok: false, fault: { code: "file-not-found" } });
});

test("what is in place already, and what a person changed since, is shown as it is", () => {
  const { titles } = interrupted({ [at(A)]: text(A, "new"), [at(B)]: text(B, "by hand") }, [
    change(A, "old", "new"),
    change(B, "before", "after"),
  ]);
  expect(titles()).toEqual(["by hand", "new"]);
});

test("files that are no tickets leave the list alone", () => {
  const changes = [{ path: "epics.yaml", before: undefined, after: "epics: []\n" }];
  expect(interrupted({ [at(A)]: text(A, "one") }, changes).titles()).toEqual(["one"]);
});

test("looking writes nothing into the backlog and does not keep the outcome as if it had happened", () => {
  const { titles, world, backlog, put } = interrupted({ [at(A)]: text(A, "old") }, [change(A, "old", "new")]);
  const before = Object.entries(world.files.texts()).filter(([path]) => !path.includes("/.private/"));
  expect(titles()).toEqual(["new"]);
  expect(searchTickets(backlog, "title", { accept: () => true, limit: 9 }).total).toBe(1);
  expect(Object.entries(world.files.texts()).filter(([path]) => !path.includes("/.private/"))).toEqual(before);
  put({ ".private/journal.json": undefined });
  expect(titles()).toEqual(["old"]);
});

test("a journal that cannot be understood shows the files as they are", () => {
  const { titles, put } = interrupted({ [at(A)]: text(A, "old") }, [change(A, "old", "new")]);
  put({ ".private/journal.json": "{" });
  expect(titles()).toEqual(["old"]);
});
