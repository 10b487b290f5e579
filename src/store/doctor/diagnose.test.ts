import { expect, test } from "vitest";
import { author, memoryPatient, must, ticketText, type Written } from "../../../test/rigs/checkup.ts";
import type { Finding } from "../../std/finding.ts";
import { ok } from "../../std/result.ts";
import { END_MARK, FIRST_MARK, REMOVED_MARK, SECOND_MARK } from "../../ticket/merge-marks.ts";
import { transact } from "../write/transaction.ts";
import { diagnose } from "./diagnose.ts";
import { allRules } from "./rules.ts";

const A = "tickets/TASK-bbbbbb-a.md";
const B = "tickets/TASK-cccccc-b.md";
const a = (more: Partial<Written> = {}): string => ticketText({ id: "TASK-bbbbbb", ...more });
const b = (more: Partial<Written> = {}): string => ticketText({ id: "TASK-cccccc", ...more });

test("a fresh backlog with sound tickets is clean", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: a({ more: ["depends_on: [TASK-cccccc]", "dod: DOD-DEFAULT"] }), [B]: b() });

  expect(await patient.findings()).toEqual([]);
});

interface Case {
  readonly code: string;
  readonly files: Readonly<Record<string, string>>;
  readonly at: Partial<Finding>;
}

const event = (attributes: string, body = ""): string =>
  `\n<!-- event: ${attributes} author: mika by: person at: 2026-03-02T09:31:00Z -->\n${body}\n<!-- /event -->\n`;

const cases: readonly Case[] = [
  { code: "ticket-status-unknown", files: { [A]: a({ status: "in_progress" }) }, at: { file: A, line: 4 } },
  { code: "ticket-kind-unknown", files: { [A]: a({ kind: "story" }) }, at: { file: A, line: 5 } },
  { code: "closed-without-resolution", files: { [A]: a({ status: "done" }) }, at: { file: A, line: 4 } },
  {
    code: "closed-without-resolution",
    files: { [A]: a({ status: "done", body: "Words.\n\n## Resolution\n\n<!-- how it ended -->" }) },
    at: { file: A, line: 4 },
  },
  {
    code: "passed-unproven",
    files: {
      [A]: `${a({})}\n<!-- event: gate id: s8czcwpm5s author: mika by: person at: 2026-03-02T09:30:00Z result: passed skipped: yes -->\nThe lab is closed today.\n<!-- /event -->\n`,
    },
    at: { file: A, severity: "warning", message: "mika let the work pass without a proof: The lab is closed today." },
  },
  {
    code: "merge-choice-open",
    files: { [A]: a({ body: `Words.\n\n## Context\n\n${FIRST_MARK}\none\n${SECOND_MARK}\ntwo\n${END_MARK}` }) },
    at: { file: A, severity: "warning", message: "two versions that a merge kept stand in the section Context" },
  },
  {
    code: "merge-choice-open",
    files: { [A]: a({ body: `Words.\n\n## Context\n\n${REMOVED_MARK}\nstill here` }) },
    at: { file: A },
  },
  {
    code: "reference-dangling",
    files: { [A]: a({ thread: event("comment id: bcdfghjkmn ref: file:src/gone.ts:12") }) },
    at: { file: A, line: 20, severity: "info" },
  },
  {
    code: "reference-dangling",
    files: { [A]: a({ thread: event("comment id: bcdfghjkmn ref: file:../../outside") }) },
    at: { file: A },
  },
  { code: "relation-dangling", files: { [A]: a({ more: ["depends_on: [TASK-zzzzzz]"] }) }, at: { file: A, line: 9 } },
  { code: "relation-dangling", files: { [A]: a({ more: ["parent: TASK-zzzzzz"] }) }, at: { file: A, line: 9 } },
  { code: "epic-missing", files: { [A]: a({ more: ["epic: E-none"] }) }, at: { file: A, line: 9 } },
  { code: "dod-missing", files: { [A]: a({ more: ["dod: [DOD-DEFAULT, DOD-NONE]"] }) }, at: { file: A, line: 9 } },
  { code: "dod-missing", files: { "dod/DOD-DEFAULT.yaml": "version: 1\ndod: []\n" }, at: { file: "docket.yaml" } },
  {
    code: "queue-dangling",
    files: { "epics.yaml": "epics:\n  - id: E-a\n    title: A\n    queue:\n      - TASK-zzzzzz\n" },
    at: { file: "epics.yaml", line: 5 },
  },
  {
    code: "id-duplicate",
    files: { [A]: a(), "tickets/TASK-bbbbbb-z.md": a() },
    at: { file: "tickets/TASK-bbbbbb-z.md", line: 2 },
  },
  { code: "file-name-differs", files: { [B]: a() }, at: { file: B, line: 2 } },
  { code: "file-name-differs", files: { "tickets/notes.md": a() }, at: { file: "tickets/notes.md", line: 2 } },
  { code: "frontmatter-unclosed", files: { [A]: "---\nid: TASK-bbbbbb\n" }, at: { file: A, severity: "error" } },
  { code: "ticket-not-text", files: { [A]: "a\0b" }, at: { file: A } },
  {
    code: "event-order",
    files: { [A]: a({ created: "2027-01-01T00:00:00Z", thread: event("comment id: bcdfghjkmn") }) },
    at: { file: A, line: 20 },
  },
  { code: "unknown-key", files: { "docket.yaml": "idz: random\n" }, at: { file: "docket.yaml", line: 1 } },
  {
    code: "duplicate-entry",
    files: { "epics.yaml": "epics:\n  - {id: E-a, title: A}\n  - {id: E-a, title: B}\n" },
    at: { file: "epics.yaml", line: 3 },
  },
  { code: "missing-key", files: { "dod/more.yaml": "dod:\n  - id: DOD-X\n" }, at: { file: "dod/more.yaml" } },
  {
    code: "leftover-file",
    files: { "tickets/.~TASK-bbbbbb-a.md.12.xyz": "half" },
    at: { file: "tickets/.~TASK-bbbbbb-a.md.12.xyz" },
  },
  { code: "aside-file", files: { "aside/TASK-bbbbbb-a.0123.md": a() }, at: { file: "aside/TASK-bbbbbb-a.0123.md" } },
  {
    code: "recovered-file",
    files: { ".private/recovered/tickets/x.md": a() },
    at: { file: ".private/recovered/tickets/x.md" },
  },
  { code: "journal-damaged", files: { ".private/journal.json": "{" }, at: { file: ".private/journal.json" } },
];

test.for(cases)("$code: $at.file", async ({ code, files, at }) => {
  const patient = memoryPatient();
  patient.put(files);

  const found = (await patient.findings()).filter((finding) => finding.code === code);

  expect(found).toEqual([expect.objectContaining(at)]);
  expect(found[0]?.severity).toBe(allRules.find((rule) => rule.code === code)?.severity);
});

test("a ticket that is closed with words anywhere is well closed", async () => {
  const patient = memoryPatient();
  const close = event("close id: bcdfghjkmn from: doing to: done", "Fixed.");
  const move = event("status_changed id: bcdfghjkmn from: new to: rejected", "Nobody needs it.");
  patient.put({
    [A]: a({ status: "done", body: "Words.\n\n## Resolution\n\nFixed by pinning the parser." }),
    [B]: b({ status: "done", thread: close }),
    "tickets/TASK-dddddd-d.md": ticketText({ id: "TASK-dddddd", status: "rejected", thread: move }),
  });

  expect(await patient.findings()).toEqual([]);
});

test("kinds of the settings are known, and files of the code are looked up from its folder", async () => {
  const patient = memoryPatient();
  patient.put({
    "docket.yaml": `${patient.read("docket.yaml")}\nkinds:\n  story:\n    prefix: STORY\n`,
    "../src/here.ts": "export {};\n",
    [A]: a({ kind: "story", thread: event("comment id: bcdfghjkmn ref: file:src/here.ts:3 ref: https://example.org") }),
  });

  expect(await patient.findings()).toEqual([]);
});

test("a ticket that cannot be read still exists: relations to it do not dangle", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: "---\nid: TASK-bbbbbb\n", [B]: b({ more: ["depends_on: [TASK-bbbbbb]"] }) });

  expect(await patient.codes()).not.toContain("relation-dangling");
});

test("a file that is too large, a link that leads out and a folder are findings, and are not read", async () => {
  const patient = memoryPatient();
  const { files } = patient.world;
  patient.put({ "../secret.md": a(), [A]: `${a()}${"x".repeat(4_000_001)}`, "tickets/TASK-dddddd-d.md/inside": "x" });
  must(files.link("/project/docket/tickets/TASK-cccccc-out.md", "/project/secret.md"));

  expect((await patient.findings()).map(({ code, file }) => [code, file])).toEqual([
    ["ticket-too-large", A],
    ["ticket-outside", "tickets/TASK-cccccc-out.md"],
    ["ticket-file-failed", "tickets/TASK-dddddd-d.md"],
  ]);
});

test("circles come from plan; duplicates of each other are found here, each circle once", async () => {
  const patient = memoryPatient();
  patient.put({
    [A]: a({ more: ["depends_on: [TASK-cccccc]", "duplicate_of: TASK-cccccc"] }),
    [B]: b({ more: ["duplicate_of: TASK-bbbbbb"] }),
    "tickets/TASK-dddddd-d.md": ticketText({ id: "TASK-dddddd", more: ["duplicate_of: TASK-bbbbbb"] }),
    "tickets/TASK-ffffff-f.md": ticketText({ id: "TASK-ffffff", status: "rejected", thread: event("close id: x1") }),
  });
  const asked: string[] = [];

  const diagnosis = await diagnose(patient.backlog, (nodes) => {
    asked.push(...nodes.map(({ id }) => id));
    return [["TASK-cccccc", "TASK-dddddd", "TASK-cccccc"]];
  });

  const found = must(diagnosis).findings.filter(({ code }) => code === "relation-circle");
  expect(found.map(({ message }) => message.replace(/^.*: /, ""))).toEqual([
    "TASK-bbbbbb → TASK-cccccc → TASK-bbbbbb",
    "TASK-cccccc → TASK-dddddd → TASK-cccccc",
  ]);
  expect(asked).toEqual(["TASK-bbbbbb", "TASK-cccccc", "TASK-dddddd"]);
});

test("a write that was cut off is shown as it will be finished, and as a finding", async () => {
  const patient = memoryPatient();
  const change = { path: A, before: null, after: a({ status: "odd" }) };
  const journal = { message: "TASK-bbbbbb: Something", actor: { name: "mika", kind: "person" }, email: "m@x", atMs: 0 };
  patient.put({ ".private/journal.json": JSON.stringify({ ...journal, changes: [change] }) });
  const before = patient.world.files.texts();

  expect(await patient.codes()).toEqual(["journal-pending", "ticket-status-unknown"]);
  expect(patient.world.files.texts()).toEqual(before);
});

test("a write under way is no write that was cut off", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: a() });
  const written = await transact(patient.backlog, { author, command: "edit", dryRun: false }, async () => {
    const change = { path: A, before: null, after: a({ title: "Other" }) };
    const journal = { message: "Edit", actor: { name: "mika", kind: "person" }, email: "m@x", atMs: 0 };
    patient.put({ ".private/journal.json": JSON.stringify({ ...journal, changes: [change] }) });
    const codes = await patient.codes();
    patient.put({ ".private/journal.json": undefined });
    return ok({ set: { message: "", changes: [] }, output: codes });
  });

  expect(must(written)).toEqual([]);
});

test("the table of rules names each code once and covers what a sync finds", () => {
  const codes = allRules.map(({ code }) => code);

  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toEqual(
    expect.arrayContaining(["merge-kept-removed", "merge-theirs-kept", "merge-put-aside", "merge-both-kept"]),
  );
  expect(allRules.filter(({ fixable }) => fixable).map(({ code }) => code)).toEqual([
    "id-duplicate",
    "file-name-differs",
    "leftover-file",
    "journal-pending",
    "merge-driver-missing",
    "merge-driver-broken",
    "merge-unfinished",
  ]);
});
