import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { rounds } from "../../test/rounds.ts";
import { composeTicket } from "./compose.ts";
import { editTicket } from "./edit.ts";
import { makeEventId, makeTicketId } from "./id.ts";
import { formatInstant } from "./instant.ts";
import { KINDS } from "./kinds.ts";
import type { Edit, FieldValue, NewEvent, Ticket } from "./model.ts";
import { readTicket } from "./read.ts";
import { summarise } from "./summary.ts";
import { decodePlanned, decodeSummary, encodeSummary, statusIn } from "./summary-line.ts";

const encoder = new TextEncoder();
const now = formatInstant(Date.UTC(2026, 2, 2, 9, 30));
const actor = { name: "mika", kind: "person" } as const;
const bytes = new Uint8Array(32).map((_, index) => index * 7);
const id = makeTicketId("FEAT", bytes);
const base = composeTicket({
  id,
  title: "Sign in",
  kind: "feature",
  priority: "P2",
  now,
  actor,
  eventId: makeEventId(bytes),
});

const pieces = fc.constantFrom(
  "---",
  "\n",
  "\r\n",
  "\n",
  "## Thread\n",
  "## A\n",
  "```",
  "~~~~",
  "<!--",
  "-->",
  "<!-- event: comment id: a at: b -->\n",
  "<!-- /event -->\n",
  "\\<!-- /event -->",
  "- ",
  "key: ",
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  "|\n",
  ">-\n",
  "  ",
  "\t",
  "#",
  " # x",
  "&a",
  "*a",
  "!t ",
  ": ",
  ",",
  "\ufeff",
  "é",
  "id: FEAT-abc\n",
  "title: x\n",
  "\\",
  "null",
  "1.0",
  "<<<<<<< HEAD\n",
);
const messy = fc
  .array(fc.oneof(pieces, fc.string({ unit: "grapheme", maxLength: 5 })), { maxLength: 30 })
  .map((all) => all.join(""));
const anyText = fc.oneof(messy, fc.string({ unit: "binary", maxLength: 20 }));
const fileText = fc.oneof(
  messy,
  messy.map((text) => `---\nid: FEAT-abc\n${text}\n---\n\n${text}`),
  messy.map((text) => base.replace("## Thread", `${text}\n\n## Thread`)),
);
const value: fc.Arbitrary<FieldValue> = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(anyText, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const variants = fc.constantFrom(
  (text: string) => text,
  (text: string) => `\ufeff${text}`,
  (text: string) => text.replaceAll("\n", "\r\n"),
  (text: string) => text.replace(/\n$/, ""),
);

function ticketOf(text: string): Ticket {
  const { ticket } = readTicket(encoder.encode(text));
  if (ticket === undefined) throw new Error("the text should hold a ticket");
  return ticket;
}

function edited(text: string, ...edits: Parameters<typeof editTicket>[1]): string {
  const result = editTicket(text, edits);
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

test("reading arbitrary bytes never throws and keeps the text", () => {
  const property = fc.property(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fileText.map((text) => encoder.encode(text)),
    ),
    (given) => {
      const { text } = readTicket(given);
      if (text !== undefined) expect(encoder.encode(text)).toEqual(given);
      expect(summarise("tickets/FEAT-abc-x.md", given).broken === undefined).toBe(
        readTicket(given).ticket !== undefined,
      );
    },
  );
  fc.assert(property, { numRuns: rounds(1500) });
});

test("an edit of a messy text gives what was asked or a fault", () => {
  const property = fc.property(fileText, variants, value, anyText, (text, vary, to, body) => {
    const at = vary(text);
    const result = editTicket(at, [{ set: "note", to }]);
    if (result.ok) expect(ticketOf(result.value).fields.note).toEqual(positive(to));
    editTicket(at, [{ section: "A", body }]);
    editTicket(at, [{ event: { id: "bbbb", kind: "comment", actor, at: now, body } }]);
  });
  fc.assert(property, { numRuns: rounds(800) });
});

const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ set: fc.constantFrom("title", "updated", "key", "note"), to: fc.option(value, { nil: undefined }) }),
  fc.record({ section: fc.constantFrom("A", "a", "Context", "Description", "New", ""), body: anyText }),
  anyText.map((body) => ({ event: { id: "bbbb", kind: "comment", actor, at: now, body } })),
);

test("edits given together leave the same bytes, or the same fault, as one after the other", () => {
  const given = fc.array(anEdit, { minLength: 2, maxLength: 5 });
  let done = 0;
  const property = fc.property(fileText, variants, given, (text, vary, edits) => {
    const together = editTicket(vary(text), edits);
    let result = editTicket(vary(text), []);
    for (const edit of edits) if (result.ok) result = editTicket(result.value, [edit]);
    expect(together).toEqual(result);
    if (together.ok) done += 1;
  });
  fc.assert(property, { numRuns: rounds(1000) });
  expect(done).toBeGreaterThan(100);
});

test("an edit of one field changes only its line, in every kind of file", () => {
  const property = fc.property(variants, value, value, (vary, first, second) => {
    const one = edited(vary(base), { set: "note", to: first }, { set: "last", to: "x" });
    const other = edited(one, { set: "note", to: second });
    const [before, after] = [one.split("\n"), other.split("\n")];
    expect(after.length).toBe(before.length);
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed.every((line) => line.startsWith("note: "))).toBe(true);
    expect(edited(edited(other, { set: "note", to: undefined }), { set: "last", to: undefined })).toBe(vary(base));
  });
  fc.assert(property, { numRuns: rounds(400) });
});

test("arbitrary values survive and are strict YAML", () => {
  const property = fc.property(anyText, value, (title, note) => {
    const text = composeTicket({
      id,
      title,
      kind: "bug",
      priority: "P1",
      now,
      actor,
      eventId: "abc",
      fields: { note },
    });
    const { ticket, problems } = readTicket(encoder.encode(text));
    expect(ticket?.fields.title).toBe(title);
    expect(ticket?.fields.note).toEqual(positive(note));
    expect(problems.filter(({ code }) => code !== "field-missing")).toEqual([]);
    const yaml = parse(text.split("\n---\n")[0]?.slice(4) ?? "", { mapAsMap: true });
    expect(plain(yaml)).toEqual(positive(ticket?.fields ?? null));
    expect(edited(base, { set: "note", to: note })).toContain(
      text.split("\n").find((line) => line.startsWith("note:")),
    );
  });
  fc.assert(property, { numRuns: rounds(800) });
});

test("arbitrary bodies, references and attributes of events survive", () => {
  const clean = anyText.filter((text) => text.isWellFormed() && !text.includes("\0"));
  const property = fc.property(
    variants,
    clean,
    fc.array(anyText, { maxLength: 3 }),
    anyText,
    (vary, given, refs, reason) => {
      const crlf = vary("a\n").includes("\r");
      const body = crlf ? given.replaceAll("\r", "") : given;
      const event: NewEvent = {
        id: "bbbbbbbbbb",
        kind: "comment",
        actor: { name: `m${reason}`, kind: "agent" },
        at: now,
        refs,
        attributes: { reason },
        body,
      };
      const next: NewEvent = { id: "cccccccccc", kind: "plan", actor, at: now, body: "next" };
      const { events, sections } = ticketOf(edited(vary(base), { event }, { event: next }));
      expect(events.map((one) => one.kind)).toEqual(["create", "comment", "plan"]);
      expect(events[1]).toMatchObject({ body, refs, attributes: { reason }, author: `m${reason}`, by: "agent" });
      expect(sections).toEqual(ticketOf(vary(base)).sections);
    },
  );
  fc.assert(property, { numRuns: rounds(800) });
});

test("an arbitrary body gives the template's sections, one event and no error", () => {
  const property = fc.property(anyText, fc.constantFrom(...KINDS), (body, kind) => {
    const text = composeTicket({ id, title: "x", kind: kind.name, priority: "P2", now, actor, eventId: "abc", body });
    const { ticket, problems } = readTicket(encoder.encode(text));
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(ticket?.events.map((event) => event.kind)).toEqual(["create"]);
    expect(ticket?.sections.map(({ heading }) => heading)).toEqual(
      expect.arrayContaining(kind.sections.map(({ heading }) => heading)),
    );
  });
  fc.assert(property, { numRuns: rounds(800) });
});

test("a summary agrees with the ticket and survives its line", () => {
  const property = fc.property(anyText, fc.array(anyText, { maxLength: 3 }), value, (title, labels, due) => {
    const text = composeTicket({
      id,
      title,
      kind: "task",
      priority: "P2",
      now,
      actor,
      eventId: "abc",
      labels,
      fields: { due, epic: title, assignee: due },
    });
    const ticket = ticketOf(text);
    const summary = summarise(`tickets/${id}-x.md`, encoder.encode(text));
    const { relations, assignee = "", epic = "" } = ticket;
    expect(summary).toMatchObject({
      id: ticket.id,
      title: ticket.title,
      status: ticket.status,
      kind: ticket.kind,
      priority: ticket.priority,
      labels: ticket.labels,
      depends_on: relations.depends_on,
      assignee,
      epic,
    });
    const line = encodeSummary(summary);
    expect(line).not.toMatch(/[\n\r]/);
    expect(decodeSummary(line)).toEqual(summary);
    expect(summary).toMatchObject(decodePlanned(line));
    expect(statusIn(line)).toBe(summary.status);
  });
  fc.assert(property, { numRuns: rounds(500) });
});

/** Frontmatter knows no negative zero. */
function positive(given: FieldValue): unknown {
  return JSON.parse(JSON.stringify(given));
}

function plain(given: unknown): unknown {
  if (given instanceof Map) return Object.fromEntries([...given].map(([key, one]) => [String(key), plain(one)]));
  return Array.isArray(given) ? given.map(plain) : Object.is(given, -0) ? 0 : given;
}
