import { expect, test } from "vitest";
import { author, memoryPatient } from "../../../test/rigs/checkup.ts";
import { journalPath } from "./journal.ts";
import { transact } from "./transaction.ts";

const writing = { author, command: "test", dryRun: false, lockWaitMs: 0 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Writes what is asked for together with a file that cannot be written, since something else lies there. */
async function failWith(path: string, change: { readonly before: string | undefined; readonly after: string }) {
  const patient = memoryPatient();
  const start = (files: Readonly<Record<string, string>>): void => patient.put({ ...files, "taken.md": "other\n" });
  const run = () =>
    transact(patient.backlog, writing, () => ({
      ok: true,
      value: {
        set: {
          message: "Write",
          changes: [
            { path, before: change.before === undefined ? undefined : bytes(change.before), after: change.after },
            { path: "taken.md", before: undefined, after: "mine\n" },
          ],
        },
        output: "done",
      },
    }));
  return { patient, start, run };
}

test("a new file that was there with the same content before stays when the write fails", async () => {
  const { patient, start, run } = await failWith("new.md", { before: undefined, after: "same\n" });
  start({ "new.md": "same\n" });
  expect(await run()).toMatchObject({ ok: false, fault: { code: "changed-meanwhile" } });
  expect(patient.read("new.md")).toBe("same\n");
  expect(patient.world.files.stat(journalPath(patient.backlog.home))).toBeUndefined();
});

test("a file that somebody else had brought to the wanted text is not taken back", async () => {
  const { patient, start, run } = await failWith("old.md", { before: "old\n", after: "same\n" });
  start({ "old.md": "same\n" });
  expect(await run()).toMatchObject({ ok: false });
  expect(patient.read("old.md")).toBe("same\n");
});

test("what the write itself put in place is taken back: a new file goes, an old one has its text again", async () => {
  const fresh = await failWith("new.md", { before: undefined, after: "new\n" });
  fresh.start({});
  expect(await fresh.run()).toMatchObject({ ok: false });
  expect(fresh.patient.read("new.md")).toBeUndefined();

  const changed = await failWith("old.md", { before: "old\n", after: "new\n" });
  changed.start({ "old.md": "old\n" });
  expect(await changed.run()).toMatchObject({ ok: false });
  expect(changed.patient.read("old.md")).toBe("old\n");
  expect(changed.patient.read("taken.md")).toBe("other\n");
});
