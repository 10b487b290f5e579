import { expect, test } from "vitest";
import { docTable } from "../../test/doc-table.ts";
import { SET_FIELDS } from "./_merge-rules.ts";
import { type MergedTicket, mergeTicket } from "./merge.ts";
import { readTicket } from "./read.ts";

interface Parts {
  readonly fields?: readonly string[];
  readonly body?: string;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (merged: MergedTicket): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(merged.bytes);

/** A ticket's text: the usual fields, each replaced by a given one of the same name, then the body. */
function ticket(hour: string, { fields = [], body = "" }: Parts): string {
  const usual = [
    "id: T-k3f9q2",
    "title: Sign in",
    "status: new",
    "kind: task",
    "priority: P2",
    "created: 2026-03-01",
    `updated: 2026-03-01T${hour}:00:00Z`,
  ];
  const nameOf = (line: string): string | undefined => line.split(":")[0];
  const kept = usual.map((line) => fields.find((given) => nameOf(given) === nameOf(line)) ?? line);
  const more = fields.filter((line) => !kept.includes(line));
  return ["---", ...kept, ...more, "---", "", body].join("\n");
}

function merge(base: Parts | undefined, ours: Parts, theirs: Parts): MergedTicket {
  return mergeTicket({
    base: base === undefined ? undefined : bytes(ticket("09", base)),
    ours: bytes(ticket("10", ours)),
    theirs: bytes(ticket("11", theirs)),
  });
}

const swapped = (base: Parts | undefined, ours: Parts, theirs: Parts): MergedTicket =>
  mergeTicket({
    base: base === undefined ? undefined : bytes(ticket("09", base)),
    ours: bytes(ticket("11", theirs)),
    theirs: bytes(ticket("10", ours)),
  });

const event = (id: string, at: string, rest = "", kind = "comment"): string =>
  `<!-- event: ${kind} id: ${id} author: mika by: person at: 2026-03-01T${at}:00Z${rest} -->\n\nBody of ${id}.\n\n<!-- /event -->\n`;

const thread = (...events: readonly string[]): string => `## Thread\n\n${events.join("\n")}`;

const eventsOf = (merged: MergedTicket) => readTicket(merged.bytes).ticket?.events ?? [];

const cell = (text: string): string => text.replace(/^`|`$/g, "");
const given = (text: string): Parts => ({ fields: text === "–" ? [] : [cell(text)] });

test.each(docTable("merging.md", "fields"))(
  "field %s: %s",
  (_field, _rule, symmetric, base = "", ours = "", theirs = "", merged = "") => {
    const result = merge(given(base), given(ours), given(theirs));
    const lines = textOf(result).split("\n");
    expect(lines).toContain(cell(merged));
    expect(lines.filter((line) => line.startsWith(`${cell(merged).split(":")[0]}:`))).toHaveLength(1);
    expect(symmetric === "yes").toBe(textOf(swapped(given(base), given(ours), given(theirs))) === textOf(result));
    expect(result.problems).toEqual([]);
  },
);

test("docs/merging.md names every field that is a set by its name", () => {
  const rows = docTable("merging.md", "fields");
  expect(rows.filter(([, rule = ""]) => rule.startsWith("set")).map(([field]) => field)).toEqual([
    ...SET_FIELDS,
    "(any other list)",
  ]);
});

const sectioned = (text: string): Parts => ({
  body:
    text === "–"
      ? "## Other\n\nSame.\n"
      : `## Other\n\nSame.\n\n## Description\n\n${cell(text).replaceAll(" / ", "\n")}\n`,
});

test.each(docTable("merging.md", "body"))(
  "body, %s: %s",
  (_case, rule = "", symmetric, base = "", ours = "", theirs = "", merged = "") => {
    const result = merge(sectioned(base), sectioned(ours), sectioned(theirs));
    const body = readTicket(result.bytes).ticket?.sections.find(({ heading }) => heading === "Description")?.body;
    expect(body).toBe(merged === "–" ? undefined : cell(merged).replaceAll(" / ", "\n"));
    expect(symmetric === "yes").toBe(
      textOf(swapped(sectioned(base), sectioned(ours), sectioned(theirs))) === textOf(result),
    );
    expect(result.problems.map(({ code }) => code)).toEqual(
      /merge-both-kept|two versions/.test(rule) ? ["merge-both-kept"] : [],
    );
  },
);

const one = event("e1", "08:00");
const threadExamples: Readonly<
  Record<string, { readonly sides: readonly [string, string, string]; readonly ids: readonly string[] }>
> = {
  "new events on both sides": {
    sides: [thread(one), thread(one, event("z9", "10:30"), event("b2", "10:30")), thread(one, event("c3", "10:30"))],
    ids: ["e1", "c3", "z9", "b2"],
  },
  "changed on one side": {
    sides: [thread(one), thread(one.replace("Body of", "Mended")), thread(one, event("c3", "10:00"))],
    ids: ["e1", "c3"],
  },
  "changed on both sides": {
    sides: [thread(one), thread(one.replace("Body of", "Ours")), thread(one.replace("Body of", "Theirs"))],
    ids: ["e1", expect.stringMatching(/^e1-[0-9a-f]{6}$/)],
  },
  "removed on one side": {
    sides: [thread(one), thread(event("b2", "09:30")), thread(one, event("c3", "10:00"))],
    ids: ["e1", "b2", "c3"],
  },
};

test.each(docTable("merging.md", "thread"))("thread, %s: %s", (name = "", rule = "", symmetric = "") => {
  const example = threadExamples[name];
  expect(example, `an example for ${name}`).toBeDefined();
  const [base, ours, theirs] = (example?.sides ?? ["", "", ""]).map((body) => ({ body })) as [Parts, Parts, Parts];
  const result = merge(base, ours, theirs);
  expect(eventsOf(result).map(({ id }) => id)).toEqual(example?.ids);
  expect(symmetric === "yes").toBe(textOf(swapped(base, ours, theirs)) === textOf(result));
  expect(result.problems.map(({ code }) => code)).toEqual(
    rule.includes("merge-event-twice") ? ["merge-event-twice"] : [],
  );
  for (const version of ["Mended", "Ours", "Theirs"]) {
    expect(textOf(result).includes(version)).toBe(example?.sides.some((side) => side.includes(version)));
  }
});

test("a verdict for its own status beats the less advanced one, on one side only", () => {
  const base = { fields: ["status: doing"] };
  const proof = (id: string, status: string, kind = "gate", rest = "") =>
    thread(event(id, "10:00", ` proves: ${status}${rest}`, kind));
  const statusOf = (ours: Parts, theirs: Parts) => readTicket(merge(base, ours, theirs).bytes).ticket?.status;
  const back = { fields: ["status: ready"] };
  expect(statusOf({ fields: ["status: done"] }, back)).toBe("ready");
  expect(statusOf({ fields: ["status: done"], body: proof("g1", "done") }, back)).toBe("done");
  expect(statusOf({ fields: ["status: done"], body: proof("g1", "review") }, back)).toBe("ready");
  expect(statusOf({ fields: ["status: done"], body: proof("g1", "done", "comment") }, back)).toBe("ready");
  expect(
    statusOf({ fields: ["status: done"], body: proof("g1", "done", "review", " verdict: request_changes") }, back),
  ).toBe("ready");
  expect(statusOf({ fields: ["status: done"], body: proof("g1", "done", "review", " verdict: approve") }, back)).toBe(
    "done",
  );
  expect(
    statusOf({ fields: ["status: done"], body: proof("g1", "done") }, { ...back, body: proof("g1", "done") }),
  ).toBe("ready");
  expect(
    statusOf({ fields: ["status: done"], body: proof("g1", "done") }, { ...back, body: proof("g2", "ready") }),
  ).toBe("ready");
});

test("what lost is kept in a merge event", () => {
  const result = merge(
    { fields: ["priority: P2"] },
    { fields: ["priority: P0", "title: Ours"] },
    { fields: ["priority: P3", "title: Theirs # for now"] },
  );
  const [kept] = eventsOf(result);
  expect(kept).toMatchObject({
    kind: "merge",
    author: "docket",
    by: "agent",
    at: "2026-03-01T11:00:00Z",
    attributes: { fields: "title,priority" },
  });
  expect(kept?.body).toContain("- priority: took P3, left P0");
  expect(kept?.body).toContain("- title: took Theirs, left Ours");
  expect(eventsOf(merge({}, { fields: ["priority: P0"] }, { fields: ["kind: bug"] }))).toEqual([]);
});

test("a number that both sides wrote in different digits is kept in both", () => {
  const result = merge({ fields: ["release: 1.0"] }, { fields: ["release: 1.10"] }, { fields: ["release: 1.1"] });
  expect(textOf(result)).toContain("release: 1.1\n");
  expect(eventsOf(result)[0]?.body).toContain("left release: 1.10");
  expect(
    textOf(swapped({ fields: ["release: 1.0"] }, { fields: ["release: 1.10"] }, { fields: ["release: 1.1"] })),
  ).toBe(textOf(result));
  const removed = merge({ fields: ["release: 1.1"] }, { fields: ["release: 1.10"] }, {});
  expect(
    eventsOf(merge({ fields: ["release: 1.1"] }, { fields: ["release: 1.10"] }, { fields: ["release: 1.1"] })),
  ).toEqual([]);
  expect(eventsOf(removed)[0]?.body).toContain("left release: 1.10");
});

test("a key that stands twice is merged place by place, and nothing of it is lost", () => {
  const text = textOf(merge({}, { fields: ["own: a\nown: b"] }, { fields: ["own: c"] }));
  expect(text).toContain("own: c\nown: b\n");
  expect(text).toContain("- own: took c, left a");
});

test("comments in the frontmatter come along, from both sides", () => {
  const result = merge(
    { fields: ["priority: P2", "epic: E1"] },
    { fields: ["# ours was here\npriority: P0", "epic: E1"] },
    { fields: ["priority: P2", "epic: E2 # moved", "# at the end"] },
  );
  const text = textOf(result);
  for (const line of ["# ours was here", "priority: P0", "epic: E2 # moved", "# at the end"])
    expect(text).toContain(`${line}\n`);
  const lost = merge({ fields: ["epic: E1"] }, { fields: ["epic: E3 # mine"] }, { fields: ["epic: E2"] });
  expect(textOf(lost)).toContain("left epic: E3 # mine");
});

test("line ends follow the side that changed them", () => {
  const crlf = (text: string): Uint8Array => bytes(text.replaceAll("\n", "\r\n"));
  const base = ticket("09", { body: "Text.\n" });
  const result = mergeTicket({
    base: bytes(base),
    ours: crlf(ticket("10", { fields: ["priority: P0"], body: "Text.\n" })),
    theirs: bytes(ticket("11", { body: "Other.\n" })),
  });
  expect(textOf(result)).toContain("priority: P0\r\n");
  expect(textOf(result)).toContain("Other.\r\n");
  expect(textOf(result)).not.toMatch(/[^\r]\n/);
});

test("a side that cannot be read is put aside whole, the other kept whole", () => {
  const base = bytes(ticket("09", {}));
  const good = bytes(ticket("10", { fields: ["priority: P0"] }));
  const broken = bytes("---\nid: T-k3f9q2\n<<<<<<< HEAD\n---\n");
  const noText = Uint8Array.from([0xff, 0xfe, 0x00]);
  for (const bad of [broken, noText]) {
    expect(mergeTicket({ base, ours: good, theirs: bad })).toMatchObject({
      bytes: good,
      aside: { side: "theirs", bytes: bad },
      problems: [{ code: "merge-side-aside", severity: "error" }],
    });
    expect(mergeTicket({ base, ours: bad, theirs: good })).toMatchObject({
      bytes: good,
      aside: { side: "ours", bytes: bad },
    });
  }
  expect(mergeTicket({ base, ours: broken, theirs: noText })).toMatchObject({
    bytes: noText,
    aside: { side: "ours", bytes: broken },
  });
  expect(mergeTicket({ base, ours: noText, theirs: broken })).toMatchObject({
    bytes: noText,
    aside: { side: "theirs", bytes: broken },
  });
});

test("a base that cannot be read counts as none", () => {
  const result = mergeTicket({
    base: bytes("gone"),
    ours: bytes(ticket("10", { fields: ["labels: [a]"] })),
    theirs: bytes(ticket("11", { fields: ["labels: [b]"] })),
  });
  expect(textOf(result)).toContain("labels: [a, b]\n");
});

test("two tickets in one file, and a merge that would read differently, are not mixed", () => {
  expect(merge(undefined, {}, { fields: ["id: T-other2"] }).aside).toMatchObject({
    side: "ours",
    reason: "they are two different tickets",
  });
  const base = { body: "## A\n\ntext\n\n## B\n\ntext\n" };
  const opened = { body: "## A\n\n```\ntext\n\n## B\n\ntext\n" };
  const closedLater = { body: "## A\n\ntext\n\n## B\n\ntext\n\n## C\n\n```\ncode\n```\n" };
  const result = merge(base, opened, closedLater);
  expect(result.aside?.reason).toContain("reading the merged text again");
  expect(textOf(result)).toBe(ticket("11", closedLater));
  expect(textOf(swapped(base, opened, closedLater))).toBe(textOf(result));
});
