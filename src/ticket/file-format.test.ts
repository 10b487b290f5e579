import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { docTable } from "../../test/doc-table.ts";
import { REQUIRED_FIELDS } from "./_core.ts";
import { composeTicket } from "./compose.ts";
import { editTicket } from "./edit.ts";
import { checkField } from "./fields.ts";
import { parseTicketId } from "./id.ts";
import { formatInstant } from "./instant.ts";
import {
  MAX_BODY_BYTES,
  MAX_FRONTMATTER_CHARS,
  MAX_LABEL_CHARS,
  MAX_PROBLEMS,
  MAX_TICKET_BYTES,
  MAX_TITLE_CHARS,
  MAX_VALUE_CHARS,
  MAX_YAML_DEPTH,
  MAX_YAML_NODES,
} from "./limits.ts";
import type { Ticket } from "./model.ts";
import { readTicket } from "./read.ts";

const PAGE = readFileSync(new URL("../../docs/file-format.md", import.meta.url), "utf8");
const EXAMPLES = new Map(
  [...PAGE.matchAll(/<!-- example: (\w+) -->\n+```markdown\n([\s\S]*?)\n```\n/g)].map(([, name = "", text = ""]) => [
    name,
    `${text}\n`,
  ]),
);
const now = formatInstant(Date.UTC(2026, 2, 2, 9, 30));
const actor = { name: "mika", kind: "person" } as const;

function read(text: string): Ticket {
  const { ticket, problems } = readTicket(new TextEncoder().encode(text));
  expect(problems).toEqual([]);
  if (ticket === undefined) throw new Error("the text holds no ticket");
  return ticket;
}

const example = (name: string): string => EXAMPLES.get(name) ?? "";

test("the page has its examples", () => {
  expect([...EXAMPLES.keys()]).toEqual(["written", "tolerated", "thread"]);
});

test.each([...EXAMPLES])("the example %s reads without problems and survives an edit", (_name, text) => {
  const { status, sections, events } = read(text);
  const moved = editTicket(text, [{ set: "status", to: "deferred" }]);
  expect(moved).toEqual({ ok: true, value: text.replace(`status: ${status}`, "status: deferred") });
  const told = editTicket(text, [
    { event: { id: "zzzzzzzzzz", kind: "comment", actor, at: formatInstant(1e14), body: "x" } },
  ]);
  const after = read(told.ok ? told.value : "");
  expect(after.sections.map(({ body }) => body)).toEqual(sections.map(({ body }) => body));
  expect(after.events.slice(0, -1)).toEqual(events);
});

test("the first example is what is written for a new ticket", () => {
  const id = parseTicketId("FEAT-k3f9q2");
  if (id === undefined) throw new Error("the id is good");
  const body = [
    "A person signs in with a passkey.",
    "## Context\n\nPasswords are the first thing people complain about.",
    "## Acceptance Criteria\n\n- [ ] AC-1: a passkey made on a phone works on a laptop",
  ].join("\n\n");
  const spec = {
    id,
    title: "Sign in: with a passkey",
    kind: "idea",
    priority: "P3",
    now,
    actor,
    eventId: "2ft8n3gv9p",
  };
  expect(composeTicket({ ...spec, labels: ["ui", "2026"], fields: { epic: "login" }, body })).toBe(example("written"));
});

test("the second example means what the page says", () => {
  expect(read(example("tolerated"))).toMatchObject({
    title: "Cache: phase 2",
    status: "in review",
    kind: "task",
    priority: "P1",
    labels: ["cache", "api"],
    fields: { scope: { allow: ["src/[id]/page.ts"] }, note: "two lines become one" },
    sections: [{ heading: "" }, { heading: "Own Section", body: "Kept as it is." }],
  });
});

test("events of the third example are what editing writes for them", () => {
  const { events } = read(example("thread"));
  expect(events.at(-1)).toMatchObject({
    refs: ["file:src/clock.ts", "commit:1a2b3c4"],
    attributes: { reason: "a -- b" },
  });
  expect(events.at(-1)?.body).toBe(
    "An event looks like this:\n\n<!-- event: comment id: x -->\n<!-- /event -->\n\n---\n\n## This is text",
  );
  const start = example("thread").replace(/\n\n<!-- event:[\s\S]*$/, "\n");
  const edits = events.map(({ author, by, ...event }) => ({
    event: { ...event, actor: { name: author, kind: by }, at: formatInstant(Date.parse(event.at)) },
  }));
  expect(editTicket(start, edits)).toEqual({ ok: true, value: example("thread") });
});

/** A value of each type of the page, and one that is refused. */
const TYPES: Readonly<Record<string, readonly [string, string | readonly string[] | undefined]>> = {
  id: ["FEAT-k3f9q2", "k3f9q2"],
  text: ["mika", undefined],
  word: ["ready", "Two Words"],
  priority: ["blocker", "P4"],
  time: ["2026-03-02T09:30:00Z", "09:30"],
  day: ["2026-03-02", "2026-02-30"],
  points: ["13", "14"],
  "yes or no": ["yes", "maybe"],
  "list of ids": ["FEAT-k3f9q2, BUG-w7x2", "FEAT k3f9q2"],
  "list of labels": ["ui, team/web", "two words"],
};

test.each(docTable("file-format.md", "fields"))(
  "the field %s takes a value of type %s",
  (name = "", type = "", always) => {
    const [good, bad] = TYPES[type] ?? [];
    expect(checkField(name, good ?? null).ok).toBe(true);
    if (bad !== undefined) expect(checkField(name, bad).ok).toBe(false);
    expect(always).toBe(REQUIRED_FIELDS.includes(name) ? "yes" : "no");
  },
);

test("the table of limits has the numbers of the program", () => {
  const shown = docTable("file-format.md", "limits").map(([, limit]) => limit);
  expect(shown).toEqual([
    `${MAX_TICKET_BYTES / 1024 / 1024} MB`,
    `${MAX_FRONTMATTER_CHARS / 1024} kB`,
    `${MAX_YAML_NODES}`,
    `${MAX_YAML_DEPTH} levels`,
    `${MAX_PROBLEMS}`,
    `${MAX_TITLE_CHARS} characters`,
    `${MAX_LABEL_CHARS} characters`,
    `${MAX_VALUE_CHARS} characters`,
    `${MAX_BODY_BYTES / 1024} kB`,
  ]);
});
