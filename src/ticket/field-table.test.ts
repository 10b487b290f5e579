import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { docTable } from "../../test/doc-table.ts";
import { composeTicket } from "./compose.ts";
import { FIELD_ORDER, ticketJsonSchema } from "./field-table.ts";
import { checkField } from "./fields.ts";
import { parseTicketId } from "./id.ts";
import { parseInstant } from "./instant.ts";
import { KINDS } from "./kinds.ts";
import type { FieldValue } from "./model.ts";

const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(ticketJsonSchema())));
const TICKET = {
  id: "FEAT-k3f9q2",
  title: "Sign in",
  status: "new",
  kind: "feature",
  priority: "P2",
  created: "2026-03-02T09:30:00Z",
  updated: "2026-03-02T09:30:00Z",
};

test("every field of the page on the file format stands in the table", () => {
  const told = docTable("file-format.md", "fields").map(([name = ""]) => name);
  expect(told.filter((name) => !FIELD_ORDER.includes(name))).toEqual([]);
  expect(new Set(FIELD_ORDER).size).toBe(FIELD_ORDER.length);
});

test.each(KINDS.map(({ name }) => name))("a new ticket of kind %s is as the schema says", (kind) => {
  const [id, now] = [parseTicketId("TASK-k3f9q2"), parseInstant("2026-03-02T09:30:00Z")];
  if (id === undefined || now === undefined) throw new Error("never");
  const actor = { name: "mika", kind: "person" } as const;
  const text = composeTicket({ id, now, kind, actor, title: "A: b", priority: "P1", eventId: "x", labels: ["a"] });
  expect(schema.safeParse(parse(text.split("---")[1] ?? "")).error).toBeUndefined();
});

/** Values that the verbs take and keep as they are, or refuse: the schema says the same. */
const SAMPLES: readonly (readonly [string, FieldValue])[] = [
  ["id", "feat-1"],
  ["id", "FEAT-k3f"],
  ["title", ""],
  ["kind", "Two words"],
  ["priority", "P4"],
  ["priority", "P0"],
  ["created", "2026-03-02"],
  ["updated", "2026-03-02T09:30:00Z"],
  ["due", "2026-03-02"],
  ["due", "soon"],
  ["impact", 13],
  ["impact", 14],
  ["effort", 1.5],
  ["depends_on", ["FEAT-k3f9q2"]],
  ["depends_on", ["nothing"]],
  ["parent", "EPIC"],
  ["needs_preflight", true],
  ["needs_preflight", "perhaps"],
  ["anything", { at: ["all"] }],
];

test.each(SAMPLES)("%s: %j is judged as checkField judges it", (name, value) => {
  const checked = checkField(name, value);
  expect(schema.safeParse({ ...TICKET, [name]: value }).success).toBe(checked.ok);
});

test("a field that every ticket has must be there", () => {
  for (const name of Object.keys(TICKET)) {
    const { [name as keyof typeof TICKET]: _, ...rest } = TICKET;
    expect(schema.safeParse(rest).success, name).toBe(false);
  }
});
