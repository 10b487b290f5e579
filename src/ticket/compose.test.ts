import { expect, test } from "vitest";
import { composeTicket, type NewTicket } from "./compose.ts";
import { isFilled } from "./filled.ts";
import { fileNameOf, makeEventId, makeTicketId, parseTicketId, slugOf } from "./id.ts";
import { formatInstant } from "./instant.ts";
import { KINDS, type Kind, kindNames, kindOf } from "./kinds.ts";
import { readTicket } from "./read.ts";
import { tidyTicket } from "./tidy.ts";

const bytes = Uint8Array.from({ length: 20 }, (_, index) => index * 11);

const specOf = (kind: string, prefix: string): NewTicket => ({
  id: makeTicketId(prefix, bytes),
  title: "Sign in: with a passkey",
  kind,
  priority: kindOf(kind)?.priority ?? "P2",
  now: formatInstant(Date.UTC(2026, 2, 2, 9, 30)),
  actor: { name: "mika", kind: "person" },
  eventId: makeEventId(bytes),
});

const read = (text: string) => readTicket(new TextEncoder().encode(text));
const headings = (text: string) => read(text).ticket?.sections.map(({ heading }) => heading);

test.each(KINDS)("a new $name is the text in golden/$name.txt", async ({ name, prefix }) => {
  const text = composeTicket(specOf(name, prefix));
  await expect(text).toMatchFileSnapshot(`./golden/${name}.txt`);
  expect(read(text).problems).toEqual([]);
});

test.each(KINDS)("$name: everything it writes is filled in or a hint, and its prefix makes ids", (kind) => {
  const { ticket } = read(composeTicket(specOf(kind.name, kind.prefix)));
  expect(parseTicketId(`${kind.prefix}-001`)).toBeDefined();
  expect(ticket?.sections.every(({ body }) => body.startsWith("<!-- ") && !isFilled(body))).toBe(true);
  expect(ticket?.fields).toMatchObject(
    Object.fromEntries(kind.fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]]))),
  );
  expect(fileNameOf(makeTicketId(kind.prefix, bytes), slugOf("x"))).toMatch(/^[A-Z]+-[2-9a-z]{6}-x\.md$/);
});

test("kinds have names, prefixes and headings of their own", () => {
  expect(new Set(KINDS.map(({ name }) => name)).size).toBe(KINDS.length);
  expect(new Set(KINDS.map(({ prefix }) => prefix)).size).toBe(KINDS.length);
  for (const { sections } of KINDS) expect(new Set(sections.map(({ heading }) => heading)).size).toBe(sections.length);
});

const OWN: Kind = {
  name: "bug",
  prefix: "DEFECT",
  summary: "Ours.",
  priority: "P0",
  redGreen: false,
  sections: [{ heading: "What", hint: "What it is." }],
  fields: [],
};

test("a backlog's own kind wins over a built-in one, and both are named once", () => {
  expect(kindOf("bug", [OWN])).toBe(OWN);
  expect(kindOf("nothing")).toBeUndefined();
  expect(kindNames([OWN])).toEqual(kindNames());
  expect(headings(composeTicket({ ...specOf("bug", "BUG"), body: "Text." }, [OWN]))).toEqual(["What", "Description"]);
});

test("an unknown kind is kept and gets the sections of a task", () => {
  const text = composeTicket(specOf("spike", "SPIKE"));
  expect(read(text).ticket?.kind).toBe("spike");
  expect(headings(text)).toEqual(kindOf("task")?.sections.map(({ heading }) => heading));
});

test("a body fills sections of the same name, and the rest goes behind them", () => {
  const body = "Above.\n\n## acceptance criteria\n\n- [ ] AC-1: it works\n\n## Thread\n\nA fake.\n\n## Extra\n\nMore.";
  const { ticket } = read(composeTicket({ ...specOf("task", "TASK"), body }));
  const section = (name: string) => ticket?.sections.find(({ heading }) => heading === name)?.body;
  expect(section("Description")).toBe("Above.\n\n### Thread\n\nA fake.");
  expect(section("Acceptance Criteria")).toBe("- [ ] AC-1: it works");
  expect(ticket?.sections.at(-1)).toMatchObject({ heading: "Extra", body: "More." });
  expect(ticket?.events).toHaveLength(1);
});

test("fields are written behind the common ones, in their usual order, and cannot replace them", () => {
  const fields = { id: "OTHER-1", epic: "login", effort: 3, severity: "low" };
  const text = composeTicket({ ...specOf("bug", "BUG"), labels: ["ui", "a b"], fields });
  expect(tidyTicket(text)).toBe(text);
  expect(text.split("\n---\n")[0]?.split("\n").slice(8)).toEqual([
    "epic: login",
    "labels: [ui, a b]",
    "effort: 3",
    "severity: low",
  ]);
  expect(read(text).ticket?.id).toBe(makeTicketId("BUG", bytes));
});
