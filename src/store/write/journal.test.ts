import { expect, test } from "vitest";
import { author, memoryPatient } from "../../../test/rigs/checkup.ts";
import { journalPath, readJournal } from "./journal.ts";
import { transact } from "./transaction.ts";

const writing = { author, command: "test", dryRun: false, lockWaitMs: 0 };
const change = { path: "tickets/x.md", before: null, after: "text" };
const journal = { message: "M", actor: { name: "mika", kind: "person" }, email: "m@e.org", atMs: 1, changes: [change] };

const nothing = { ok: true, value: { set: { message: "", changes: [] }, output: "done" } } as const;

test.each([
  ["a path that leads out", { ...journal, changes: [{ ...change, path: "../x" }] }],
  ["an absolute path", { ...journal, changes: [{ ...change, path: "/etc/x" }] }],
  ["a path into git's own", { ...journal, changes: [{ ...change, path: ".git/config" }] }],
  ["a change that lacks its outcome", { ...journal, changes: [{ path: "x", before: null }] }],
  ["no changes at all", { ...journal, changes: undefined }],
  ["a name with a line break", { ...journal, email: "a\nb" }],
])("%s: nothing is replayed, the next write keeps the journal aside", async (_, damaged) => {
  const { world, backlog } = memoryPatient();
  const text = JSON.stringify(damaged);
  world.files.writeAtomic(journalPath(backlog.home), new TextEncoder().encode(text));
  expect(readJournal(world.files, backlog.home)).toBeUndefined();
  expect(await transact(backlog, writing, () => nothing)).toMatchObject({ ok: true });
  expect(world.files.texts()["/project/docket/.private/recovered/journal.json"]).toBe(text);
  expect(world.files.stat(journalPath(backlog.home))).toBeUndefined();
});

test("a whole journal is read as it was written", () => {
  const { world, backlog } = memoryPatient();
  world.files.writeAtomic(journalPath(backlog.home), new TextEncoder().encode(JSON.stringify(journal)));
  expect(readJournal(world.files, backlog.home)).toEqual(journal);
});

test("a decision that throws lets go of the lock", async () => {
  const { backlog } = memoryPatient();
  const bug = new Error("a bug");
  const thrown = transact(backlog, writing, () => {
    throw bug;
  });
  await expect(thrown).rejects.toBe(bug);
  expect(await transact(backlog, writing, () => nothing)).toEqual({ ok: true, value: "done" });
});
