import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { formatValue } from "./_yaml-write.ts";
import { mergeTicket } from "./merge.ts";
import type { FieldValue, Ticket } from "./model.ts";
import { readTicket } from "./read.ts";

/** A ticket to be written and changed: what the arbitrary makes, before it is text. */
interface Draft {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly sections: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly DraftEvent[];
  readonly crlf: boolean;
}

interface DraftEvent {
  readonly id: string;
  readonly minute: number;
  readonly proves: string;
  readonly body: string;
}

const words = fc.constantFrom(
  "red",
  "green",
  "blue",
  "two words",
  "a: colon",
  "# hash",
  "multi\nline",
  "",
  "<<<<<<< x",
  "é",
);
const lists = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "x y"), { maxLength: 4 });
const lines = fc.array(fc.constantFrom("one", "two", "three", "", "- [ ] AC-1: it works", "four", "five"), {
  maxLength: 6,
});
const statuses = fc.constantFrom(
  "new",
  "refined",
  "ready",
  "doing",
  "review",
  "done",
  "blocked",
  "deferred",
  "rejected",
  "odd",
);

const fields = fc.record(
  {
    status: statuses,
    title: words.filter((word) => word !== ""),
    priority: fc.constantFrom("P0", "P1", "P2"),
    labels: lists,
    depends_on: lists,
    custom: fc.oneof(words, fc.integer({ min: 0, max: 9 }), fc.boolean(), lists),
    scope: fc.record({ allow: lists, deny: lists, note: words }, { requiredKeys: [] }),
    effort: fc.integer({ min: 1, max: 13 }),
    due: fc.constantFrom("2026-04-01", "2026-05-01"),
  },
  { requiredKeys: ["status", "title", "priority"] },
);

const sections = fc.record({ Context: lines, Description: lines, Notes: lines }, { requiredKeys: [] });

/** Ids carry the side's mark, as no two clones make the same one. */
const eventsOf = (side: string): fc.Arbitrary<readonly DraftEvent[]> =>
  fc
    .array(fc.record({ minute: fc.integer({ min: 0, max: 3 }), proves: fc.constantFrom("", "", "own"), body: words }), {
      maxLength: 3,
    })
    .map((given) => given.map((event, index) => ({ ...event, id: `${side}${9 - index}` })));

/** A change of a draft: some fields, sections and events of another one, the rest of the base. */
function descendant(side: string, base: Draft, hour: number): fc.Arbitrary<string> {
  const kept = fc.subarray(["status", "title", "priority", "labels", "depends_on", "custom", "scope", "effort", "due"]);
  const same = fc.subarray(["Context", "Description", "Notes"]);
  return fc
    .record({
      fields,
      sections,
      events: eventsOf(side),
      kept,
      same,
      crlf: fc.constant(base.crlf),
      minute: fc.integer({ min: 0, max: 2 }),
    })
    .map((given) => {
      const drafted = {
        fields: { ...without(given.fields, given.kept), ...only(base.fields, given.kept) },
        sections: { ...without(given.sections, given.same), ...only(base.sections, given.same) },
        events: [...base.events, ...given.events.map((event) => proving(event, given, base))],
        crlf: given.crlf,
      };
      return write(drafted, `2026-03-01T${hour}:0${given.minute}:00Z`);
    });
}

const only = <Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly string[],
): Readonly<Record<string, Value>> => Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));

const without = <Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly string[],
): Readonly<Record<string, Value>> => Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

/** An event proves the status that its side has, or nothing. */
function proving(
  event: DraftEvent,
  given: { readonly fields: Draft["fields"]; readonly kept: readonly string[] },
  base: Draft,
): DraftEvent {
  const { status } = given.kept.includes("status") ? base.fields : given.fields;
  return event.proves === "" ? event : { ...event, proves: String(status) };
}

function write(draft: Draft, updated: string): string {
  const given = { id: "T-k3f9q2", ...draft.fields, kind: "task", created: "2026-03-01", updated };
  const front = Object.entries(given).map(([key, value]) => `${key}: ${formatValue(value)}`);
  const bodies = Object.entries(draft.sections).flatMap(([heading, body]) => [`## ${heading}`, "", ...body, ""]);
  const events = draft.events.flatMap(({ id, minute, proves, body }) => [
    `<!-- event: gate id: ${id} author: mika by: person at: 2026-03-01T08:0${minute}:00Z${proves === "" ? "" : ` proves: ${proves}`} -->`,
    "",
    body,
    "",
    "<!-- /event -->",
    "",
  ]);
  const text = ["---", ...front, "---", "", ...bodies, "## Thread", "", ...events, ""].join("\n");
  return draft.crlf ? text.replaceAll("\n", "\r\n") : text;
}

const bases = fc.record({ fields, sections, events: eventsOf("o"), crlf: fc.boolean() });

const families = bases.chain((base) =>
  fc.record({
    base: fc.constant(write(base, "2026-03-01T09:00:00Z")),
    a: descendant("a", base, 10),
    b: descendant("b", base, 10),
    c: descendant("c", base, 10),
  }),
);

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Merges texts and demands that it worked. */
function merged(base: string | undefined, ours: string, theirs: string): string {
  const result = mergeTicket({
    base: base === undefined ? undefined : encode(base),
    ours: encode(ours),
    theirs: encode(theirs),
  });
  expect(result.aside).toBeUndefined();
  return new TextDecoder().decode(result.bytes);
}

function read(text: string): Ticket {
  const file = readTicket(encode(text));
  expect(file.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  if (file.ticket === undefined) throw new Error("the text holds no ticket");
  return file.ticket;
}

const check = (
  name: string,
  runs: number,
  holds: (family: Readonly<Record<"base" | "a" | "b" | "c", string>>) => void,
): void => {
  test(name, { timeout: 120_000 }, () => {
    fc.assert(fc.property(families, holds), { numRuns: runs });
  });
};

check("swapping the sides gives the same bytes, with a base and without", rounds(200), ({ base, a, b }) => {
  expect(merged(base, b, a)).toBe(merged(base, a, b));
  expect(merged(undefined, b, a)).toBe(merged(undefined, a, b));
});

check("what only one side changed is taken byte for byte", rounds(100), ({ base, a }) => {
  expect([merged(base, base, a), merged(base, a, base), merged(base, a, a)]).toEqual([a, a, a]);
});

check(
  "a merged file reads without errors and its frontmatter holds no conflict markers",
  rounds(200),
  ({ base, a, b }) => {
    const text = merged(base, a, b);
    read(text);
    expect(text.slice(0, text.indexOf("\n---"))).not.toMatch(/^(<{7}|={7}|>{7}|\|{7})/m);
  },
);

/** Every scalar in a value, as text. */
function scalars(value: FieldValue): readonly string[] {
  if (value === null || typeof value !== "object") return [typeof value === "string" ? value : JSON.stringify(value)];
  return Object.values(value).flatMap(scalars);
}

check(
  "every scalar that a side has and the base has not is found in the merged file",
  rounds(300),
  ({ base, a, b }) => {
    const known = scalars(read(base).fields);
    const { fields: after, events } = read(merged(base, a, b));
    const present = scalars(after);
    const told = events
      .filter(({ kind }) => kind === "merge")
      .map(({ body }) => body)
      .join("\n");
    const isFound = (value: string): boolean =>
      present.includes(value) || told.includes(value) || told.includes(JSON.stringify(value).slice(1, -1));
    // Of times only the later or the earlier one stays.
    const chosen = (text: string) => without(read(text).fields, ["updated", "created"]);
    const added = [a, b].flatMap((text) => scalars(chosen(text))).filter((value) => !known.includes(value));
    expect(added.filter((value) => !isFound(value))).toEqual([]);
  },
);

/** Whether a value stands in a field of a ticket or is told by one of its merge events. */
function tells({ fields: found, events }: Ticket, value: string): boolean {
  const told = events.filter(({ kind }) => kind === "merge").map(({ body }) => body);
  const forms = [value, JSON.stringify(value).slice(1, -1)];
  return scalars(found).includes(value) || told.some((body) => forms.some((form) => body.includes(form)));
}

const valuesOf = (text: string): readonly string[] => scalars(without(read(text).fields, ["updated", "created"]));

check("without a base every scalar of both sides is found in the merged file", 200, ({ a, b }) => {
  const after = read(merged(undefined, a, b));
  expect([a, b].flatMap(valuesOf).filter((value) => !tells(after, value))).toEqual([]);
});

check("whatever the order in which three clones merge, no new value is lost", 150, ({ base, a, b, c }) => {
  const known = scalars(read(base).fields);
  const added = [a, b, c].flatMap(valuesOf).filter((value) => !known.includes(value));
  for (const [one, two, three] of [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ] as const) {
    const text = merged(base, merged(base, one, two), three);
    expect(added.filter((value) => !tells(read(text), value))).toEqual([]);
    expect(text.slice(0, text.indexOf("\n---"))).not.toMatch(/^(<{7}|={7}|>{7}|\|{7})/m);
  }
});

const linesOf = (ticket: Ticket): readonly string[] => ticket.sections.flatMap(({ body }) => body.split("\n"));

check(
  "every line that a side added to a section is in the merged file, and every event of both",
  300,
  ({ base, a, b }) => {
    const known = linesOf(read(base));
    const after = read(merged(base, a, b));
    const added = [a, b].flatMap((text) => linesOf(read(text))).filter((line) => line !== "" && !known.includes(line));
    expect(added.filter((line) => !linesOf(after).includes(line))).toEqual([]);
    const found = new Map(after.events.map((event) => [event.id, event.body]));
    for (const event of [a, b].flatMap((text) => read(text).events)) expect(found.get(event.id)).toBe(event.body);
  },
);

/** What docs/merging.md promises to be the same however three clones merge. */
function promised(text: string, base: string) {
  const ticket = read(text);
  const known = linesOf(read(base));
  return {
    labels: [...ticket.labels].sort(),
    depends_on: [...ticket.relations.depends_on].sort(),
    events: ticket.events.filter(({ kind }) => kind !== "merge").map(({ id, body }) => `${id} ${body}`),
    times: [ticket.created, ticket.updated],
    status: ticket.status,
    added: [...new Set(linesOf(ticket))]
      .filter((line) => line !== "" && !known.includes(line) && !line.startsWith("<!-- merge:"))
      .sort(),
  };
}

check("three clones come to the same, whichever two merge first", rounds(300), ({ base, a, b, c }) => {
  const left = promised(merged(base, merged(base, a, b), c), base);
  expect(promised(merged(base, a, merged(base, b, c)), base)).toEqual(left);
  expect(promised(merged(base, merged(base, a, c), b), base)).toEqual(left);
});
