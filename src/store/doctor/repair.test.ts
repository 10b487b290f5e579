import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryPatient, type Patient, ticketText } from "../../../test/rigs/checkup.ts";
import { rounds } from "../../../test/rounds.ts";
import { readTicket } from "../../ticket/read.ts";
import type { TestWorld } from "../../twins/test-world.ts";

const MINUTE = 60_000;

const eventsOf = (text: string | undefined) => readTicket(new TextEncoder().encode(text ?? "")).ticket?.events ?? [];

test("the later of two tickets with one id gets a new id, and both stay whole", async () => {
  const patient = memoryPatient();
  const older = ticketText({ id: "TASK-bbbbbb", title: "Older", created: "2026-01-01T00:00:00Z" });
  const later = ticketText({
    id: "TASK-bbbbbb",
    title: "Later",
    body: "Its own words.",
    more: ["odd_key: kept  # so"],
  });
  const other = ticketText({ id: "TASK-cccccc", more: ["depends_on: [TASK-bbbbbb]"] });
  patient.put({
    "tickets/TASK-bbbbbb-z-older.md": older,
    "tickets/TASK-bbbbbb-later.md": later,
    "tickets/TASK-cccccc-c.md": other,
  });

  const { planned } = await patient.repair();

  expect(planned).toMatchObject([{ code: "id-duplicate", file: "tickets/TASK-bbbbbb-later.md" }]);
  expect(await patient.findings()).toEqual([]);
  expect(patient.read("tickets/TASK-bbbbbb-z-older.md")).toBe(older);
  expect(patient.read("tickets/TASK-cccccc-c.md")).toBe(other);
  const name = patient.names().find((one) => one.endsWith("-later.md")) ?? "";
  const text = patient.read(`tickets/${name}`) ?? "";
  const id = name.replace("-later.md", "");
  expect(id).toMatch(/^TASK-[a-z0-9]{6}$/);
  expect(id).not.toBe("TASK-bbbbbb");
  for (const line of later.split("\n").filter((one) => !/^(id|updated):/.test(one))) expect(text).toContain(line);
  expect(text).toContain(`id: ${id}\n`);
  const [, note] = eventsOf(text);
  expect(note).toMatchObject({ kind: "repair", author: "mika", attributes: { finding: "id-duplicate" } });
  expect(note?.body).toContain("had the id TASK-bbbbbb");
});

test("of a file and its copy the copy gets the new id, also when its name would come first", async () => {
  const patient = memoryPatient();
  const text = ticketText({ id: "TASK-bbbbbb" });
  patient.put({
    "tickets/TASK-aaaaaa-wrong.md": text,
    "tickets/TASK-bbbbbb-sign-in.md": text,
    "tickets/TASK-bbbbbb-sign-in-copy.md": text,
  });

  const { planned } = await patient.repair();

  expect(planned.map(({ file }) => file)).toEqual([
    "tickets/TASK-bbbbbb-sign-in-copy.md",
    "tickets/TASK-aaaaaa-wrong.md",
  ]);
  expect(patient.read("tickets/TASK-bbbbbb-sign-in.md")).toBe(text);
});

test("a file is renamed after the ticket in it, which keeps every line and gets an event", async () => {
  const patient = memoryPatient();
  const text = ticketText({ id: "TASK-bbbbbb", title: "Sign in" });
  patient.put({ "tickets/TASK-zzzzzz-old-name.md": text, "tickets/deep/notes.md": text.replace(/bbbbbb/g, "cccccc") });

  await patient.repair();

  expect(patient.names()).toEqual(["TASK-bbbbbb-old-name.md", "deep"]);
  const renamed = patient.read("tickets/TASK-bbbbbb-old-name.md");
  expect(renamed?.replace(/^updated:.*$/m, "").startsWith(text.replace(/^updated:.*$/m, ""))).toBe(true);
  expect(eventsOf(renamed).at(-1)?.body).toContain("TASK-zzzzzz-old-name.md");
  expect(patient.read("tickets/deep/TASK-cccccc-sign-in.md")).toBeDefined();
  expect(await patient.findings()).toEqual([]);
});

test("a file whose right name is taken stays where it is", async () => {
  const patient = memoryPatient();
  const taken = "no ticket at all";
  patient.put({ "tickets/TASK-bbbbbb-a.md": taken, "tickets/TASK-zzzzzz-a.md": ticketText({ id: "TASK-bbbbbb" }) });
  const before = patient.world.files.texts();

  const { planned } = await patient.repair();

  expect(planned).toEqual([]);
  expect(patient.world.files.texts()).toEqual(before);
});

test("temporary files are removed once they are a minute old, others are never touched", async () => {
  const patient = memoryPatient();
  const old = "tickets/.~TASK-bbbbbb-a.md.12.abc";
  patient.put({
    [old]: "half",
    ".private/.~settings.json.9.x": "{",
    "tickets/.~folder/inside.txt": "mine",
    "notes.txt": "mine",
  });

  expect((await patient.repair()).planned).toEqual([]);
  patient.world.clock.advance(MINUTE + 1);
  const { planned } = await patient.repair();

  expect(planned.map(({ file }) => file).sort()).toEqual([".private/.~settings.json.9.x", old]);
  expect(patient.read(old)).toBeUndefined();
  expect(patient.read("tickets/.~folder/inside.txt")).toBe("mine");
  expect(patient.read("notes.txt")).toBe("mine");
});

test("a write that was cut off is finished, and what a person changed meanwhile is kept beside it", async () => {
  const patient = memoryPatient();
  const [mine, theirs] = [ticketText({ id: "TASK-bbbbbb" }), ticketText({ id: "TASK-cccccc", title: "By hand" })];
  const changes = [
    { path: "tickets/TASK-bbbbbb-a.md", before: null, after: mine },
    { path: "tickets/TASK-cccccc-b.md", before: null, after: ticketText({ id: "TASK-cccccc", title: "By the write" }) },
  ];
  const journal = { message: "Two at once", actor: { name: "mika", kind: "person" }, email: "m@x", atMs: 0, changes };
  patient.put({ ".private/journal.json": JSON.stringify(journal), "tickets/TASK-cccccc-b.md": theirs });

  const { planned } = await patient.repair();

  expect(planned).toEqual([
    { code: "journal-pending", file: "", action: "finish the write that was cut off: Two at once" },
  ]);
  expect(patient.read("tickets/TASK-bbbbbb-a.md")).toBe(mine);
  expect(patient.read("tickets/TASK-cccccc-b.md")).toBe(theirs);
  expect(patient.read(".private/recovered/tickets/TASK-cccccc-b.md")).toContain("By the write");
  expect(await patient.codes()).toEqual(["recovered-file"]);
});

test("a dry run says the same and writes nothing", async () => {
  const patient = memoryPatient();
  patient.put({
    "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb" }),
    "tickets/TASK-bbbbbb-b.md": ticketText({ id: "TASK-bbbbbb" }),
    "tickets/TASK-zzzzzz-c.md": ticketText({ id: "TASK-cccccc" }),
    "tickets/.~x.1.2": "half",
  });
  patient.world.clock.advance(MINUTE + 1);
  const before = patient.world.files.texts();

  const { planned } = await patient.repair(true);

  expect(planned.map(({ code }) => code).sort()).toEqual(["file-name-differs", "id-duplicate", "leftover-file"]);
  expect(patient.world.files.texts()).toEqual(before);
});

test("what cannot be read is left byte for byte", async () => {
  const patient = memoryPatient();
  const broken = "---\nid: TASK-bbbbbb\nno end";
  patient.put({ "tickets/TASK-bbbbbb-a.md": broken, "tickets/TASK-cccccc-b.md": "\0" });

  expect((await patient.repair()).planned).toEqual([]);
  expect(patient.read("tickets/TASK-bbbbbb-a.md")).toBe(broken);
  expect(patient.read("tickets/TASK-cccccc-b.md")).toBe("\0");
});

const ids = fc.constantFrom("TASK-bbbbbb", "TASK-cccccc", "BUG-dddddd");
const file = fc.record({
  name: fc
    .tuple(fc.oneof(ids, fc.constant("notes")), fc.constantFrom("-a", "-b", "-c", ""))
    .map(([id, slug]) => id + slug),
  text: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record({ id: ids, created: fc.constantFrom("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z") })
        .map(ticketText),
    },
    { weight: 1, arbitrary: fc.string() },
  ),
});

test("whatever lies there, repairing loses no line of any file and repairing again changes nothing", async () => {
  const run = fc.asyncProperty(fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 6 }), async (files) => {
    const patient = memoryPatient();
    for (const [at, { name, text }] of files.entries())
      patient.put({ [`tickets/${name}.md`]: `${text}\n<!-- line ${at} -->\n` });
    await untilQuiet(patient);
    const after = Object.values(patient.world.files.texts()).join("\n");
    const kept = files.flatMap(({ text }, at) => [...text.split("\n"), `<!-- line ${at} -->`]);
    const lost = kept.filter((line) => !/^(id|updated):/.test(line) && !after.includes(line));
    expect(lost).toEqual([]);
    const settled = patient.world.files.texts();
    expect((await patient.repair()).planned).toEqual([]);
    expect(patient.world.files.texts()).toEqual(settled);
  });
  await fc.assert(run, { numRuns: rounds(60) });
});

/** One repair may make room for the next: a file is renamed once its id is its own. */
async function untilQuiet(patient: Patient<TestWorld>): Promise<void> {
  for (let run = 0; run < 5; run += 1) {
    if ((await patient.repair()).planned.length === 0) return;
  }
  throw new Error(`doctor does not come to an end: ${JSON.stringify(await patient.findings())}`);
}
