import { expect, test } from "vitest";
import { memoryPatient, ticketText } from "../../../test/rigs/checkup.ts";

const ATOM = {
  id: "todo-3198cdfc4f64",
  source: "todo",
  identity: { rule: "TODO", subject: "later" },
  message: "TODO: later",
  severity: "low",
  firstSeen: "2026-03-02T09:30:00Z",
  lastSeen: "2026-03-02T09:30:00Z",
  run: "run-1",
  ticket: "TASK-bbbbbb",
};

test("a line that is no fact is an error with its line, and a fact's ticket has to be there", async () => {
  const patient = memoryPatient();
  patient.put({ "evidence/atoms/31.jsonl": `not json\n${JSON.stringify(ATOM)}\n` });
  const found = await patient.findings();
  expect(found.filter(({ file }) => file.startsWith("evidence/"))).toMatchObject([
    { code: "atom-unreadable", severity: "error", file: "evidence/atoms/31.jsonl", line: 1 },
    {
      code: "atom-ticket-missing",
      severity: "warning",
      message: "1 fact belongs to TASK-bbbbbb, which does not exist",
    },
  ]);
  patient.put({ "evidence/atoms/31.jsonl": `${JSON.stringify(ATOM)}\n` });
  patient.put({ "tickets/TASK-bbbbbb-later.md": ticketText({ id: "TASK-bbbbbb" }) });
  expect(await patient.codes()).toEqual([]);
});

test("of two open tickets made for the same, the later one is told of, with the way out", async () => {
  const patient = memoryPatient();
  const more = ['fingerprint: "todo:3198cdfc4f64"'];
  patient.put({
    "tickets/TASK-bbbbbb-later.md": ticketText({ id: "TASK-bbbbbb", more, created: "2026-03-03T09:30:00Z" }),
    "tickets/TASK-cccccc-first.md": ticketText({ id: "TASK-cccccc", more }),
  });
  expect(await patient.findings()).toMatchObject([
    {
      code: "duplicate-fingerprint",
      file: "tickets/TASK-bbbbbb-later.md",
      line: 9,
      message: "TASK-cccccc was made for the same facts",
      hint: expect.stringContaining("docket close TASK-bbbbbb --rejected duplicate --link TASK-cccccc"),
    },
  ]);
});
