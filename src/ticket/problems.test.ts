import { expect, test } from "vitest";
import { MAX_FRONTMATTER_CHARS, MAX_PROBLEMS, MAX_TICKET_BYTES, MAX_YAML_DEPTH, MAX_YAML_NODES } from "./limits.ts";
import { type ProblemCode, ticketProblems } from "./problems.ts";
import { readTicket } from "./read.ts";

const FIELDS = [
  "id: FEAT-k3f9q2",
  "title: Sign in",
  "status: new",
  "kind: feature",
  "priority: P2",
  "created: 2026-03-02T09:30:00Z",
  "updated: 2026-03-02T09:30:00Z",
];

/** A good ticket with more lines in its frontmatter; the first of them is line 9. */
const withFields = (...lines: readonly string[]): string => ["---", ...FIELDS, ...lines, "---", ""].join("\n");

/** A good ticket with these lines as its body; the first of them is line 10. */
const withBody = (...lines: readonly string[]): string => `${withFields()}${lines.join("\n")}\n`;

const event = (id: string, time: string): readonly string[] => [
  `<!-- event: comment id: ${id} author: mika by: person at: ${time} -->`,
  "<!-- /event -->",
];
const at = (time: string): string => `2026-03-02T${time}:00Z`;
const without = (name: string): string => withFields().replace(new RegExp(`^${name}:.*\n`, "m"), "");
const replaced = (line: string): string => withFields().replace(new RegExp(`^${line.split(":")[0]}:.*$`, "m"), line);

type Where = readonly [line: number | undefined, column: number | undefined];

/** What provokes each code, the place that is named, and whether there still is a ticket. */
const cases: readonly (readonly [ProblemCode, string, string | Uint8Array, Where, "ticket" | "broken"])[] = [
  ["ticket-not-text", "bytes that are no UTF-8", Uint8Array.of(45, 45, 45, 10, 97, 0xff), [2, 2], "broken"],
  ["ticket-not-text", "a NUL", withFields("note: a\0b"), [9, 8], "broken"],
  ["ticket-too-large", "too many bytes", new Uint8Array(MAX_TICKET_BYTES + 1), [undefined, undefined], "broken"],
  ["frontmatter-missing", "an empty file", "", [1, 1], "broken"],
  ["frontmatter-missing", "a text without fields", "# Sign in\n", [1, 1], "broken"],
  ["frontmatter-missing", "a blank line above", `\n${withFields()}`, [1, 1], "broken"],
  ["frontmatter-missing", "more than three dashes", `-${withFields()}`, [1, 1], "broken"],
  ["frontmatter-missing", "carriage returns alone as line ends", withFields().replaceAll("\n", "\r"), [1, 1], "broken"],
  ["frontmatter-unclosed", "one line --- only", "---", [1, 1], "broken"],
  ["frontmatter-unclosed", "no second ---", "---\nid: FEAT-k3f9q2\n", [1, 1], "broken"],
  ["frontmatter-unclosed", "a YAML end marker instead", "---\nid: FEAT-k3f9q2\n...\n\nText.\n", [1, 1], "broken"],
  [
    "frontmatter-too-large",
    "too many characters",
    withFields(`note: ${"x".repeat(MAX_FRONTMATTER_CHARS)}`),
    [1, 1],
    "broken",
  ],
  [
    "frontmatter-too-large",
    "too many values in brackets",
    withFields(`note: [${"a,".repeat(MAX_YAML_NODES + 1)}]`),
    [9, 1],
    "ticket",
  ],
  [
    "frontmatter-too-large",
    "too many values below",
    withFields("note:", ...Array.from({ length: MAX_YAML_NODES }, () => "  - a")),
    [9 + MAX_YAML_NODES - FIELDS.length, 5],
    "ticket",
  ],
  [
    "frontmatter-too-deep",
    "brackets in brackets",
    withFields(`note: ${"[".repeat(50)}${"]".repeat(50)}`),
    [9, 7 + MAX_YAML_DEPTH],
    "ticket",
  ],
  [
    "frontmatter-too-deep",
    "lists in lists",
    withFields("note:", `  ${"- ".repeat(50)}x`),
    [10, 3 + 2 * (MAX_YAML_DEPTH - 1)],
    "ticket",
  ],
  ["frontmatter-line", "a line without a colon", withFields("just words"), [9, 1], "ticket"],
  ["frontmatter-line", "no blank behind the colon", withFields("note:x"), [9, 1], "ticket"],
  [
    "frontmatter-indent",
    "a line below a value that is complete",
    withFields('note: "a"', "more: b").replace("id: FEAT", "  lost: x\nid: FEAT"),
    [2, 3],
    "ticket",
  ],
  [
    "frontmatter-indent",
    "a line beside the items of a list",
    withFields("note:", "  - a", "    - b", "  c"),
    [12, 3],
    "ticket",
  ],
  ["frontmatter-tab", "a key behind a tab", withFields("note:", "\tmore: x"), [10, 2], "ticket"],
  ["frontmatter-quote-unclosed", "a double quote", withFields('note: "never closed'), [9, 7], "ticket"],
  ["frontmatter-quote-unclosed", "a single quote in a list", withFields("note: [a, 'b]"), [9, 11], "ticket"],
  ["frontmatter-list-unclosed", "a list", withFields("labels: [a, b"), [9, 9], "ticket"],
  ["frontmatter-list-unclosed", "a map", withFields("scope: {allow: [a]"), [9, 8], "ticket"],
  ["field-duplicate", "a field twice", withFields("title: Other"), [9, 1], "ticket"],
  ["field-duplicate", "a key of a map twice", withFields("scope:", "  allow: a", "  allow: b"), [11, 3], "ticket"],
  ["field-duplicate", "a key in braces twice", withFields("scope: {a: 1, a: 2}"), [9, 8], "ticket"],
  [
    "conflict-markers",
    "in the fields",
    withFields("<<<<<<< HEAD", "epic: a", "=======", "epic: b", ">>>>>>> x"),
    [9, 1],
    "broken",
  ],
  [
    "conflict-markers",
    "in a section",
    withBody("## A", "<<<<<<< HEAD", "one", "=======", "two", ">>>>>>> x"),
    [11, 1],
    "ticket",
  ],
  [
    "conflict-markers",
    "in the thread",
    withBody("## Thread", "<<<<<<< HEAD", ...event("a", at("09:31"))),
    [11, 1],
    "ticket",
  ],
  ["field-missing", "no title", without("title"), [1, undefined], "ticket"],
  ["field-missing", "an empty title", replaced("title:"), [3, 1], "ticket"],
  ["field-missing", "no id", without("id"), [1, undefined], "broken"],
  ["field-type", "a list as title", replaced("title: [a, b]"), [3, 1], "ticket"],
  ["field-type", "labels as plain text", withFields("labels: a, b"), [9, 1], "ticket"],
  ["field-time", "a time with an offset", replaced("created: 2026-03-02T09:30:00+01:00"), [7, 1], "ticket"],
  ["field-time", "a day that does not exist", withFields("due: 2026-02-30"), [9, 1], "ticket"],
  ["id-invalid", "a path", replaced("id: ../../etc/passwd"), [2, 1], "broken"],
  ["id-invalid", "small letters in front", replaced("id: feat-k3f9q2"), [2, 1], "broken"],
  ["fence-unclosed", "a code fence", withBody("## A", "```ts", "code"), [11, undefined], "ticket"],
  ["comment-unclosed", "an HTML comment", withBody("## A", "", "<!-- to do", "text"), [12, undefined], "ticket"],
  ["section-duplicate", "two sections of one name", withBody("## A", "## B", "## A"), [12, undefined], "ticket"],
  ["section-duplicate", "two threads", withBody("## Thread", "## thread"), [11, undefined], "ticket"],
  [
    "event-malformed",
    "a comment that goes on",
    withBody("## Thread", "<!-- event: comment id: a", "-->", "<!-- /event -->"),
    [11, undefined],
    "ticket",
  ],
  [
    "event-malformed",
    "an event without an id",
    withBody("## Thread", "<!-- event: comment -->", "<!-- /event -->"),
    [11, undefined],
    "ticket",
  ],
  [
    "event-unclosed",
    "an event at the end",
    withBody("## Thread", event("a", at("09:30"))[0] ?? ""),
    [11, undefined],
    "ticket",
  ],
  [
    "event-unclosed",
    "an event in front of another",
    withBody("## Thread", event("a", at("09:30"))[0] ?? "", ...event("b", at("09:31"))),
    [11, undefined],
    "ticket",
  ],
  [
    "event-duplicate",
    "one id twice",
    withBody("## Thread", ...event("a", at("09:30")), ...event("a", at("09:31"))),
    [13, undefined],
    "ticket",
  ],
  ["event-time", "a time in words", withBody("## Thread", ...event("a", "yesterday")), [11, undefined], "ticket"],
  [
    "event-order",
    "the older one below",
    withBody("## Thread", ...event("a", at("09:31")), ...event("b", at("09:30"))),
    [13, undefined],
    "ticket",
  ],
  [
    "thread-stray-text",
    "text above the events",
    withBody("## Thread", "", "stray", "more", ...event("a", at("09:31"))),
    [12, undefined],
    "ticket",
  ],
];

test.each(cases)("%s: %s", (code, _name, given, [line, column], outcome) => {
  const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
  const { ticket, problems } = readTicket(bytes);
  expect(problems[0]).toMatchObject({
    code,
    severity: ticketProblems.find((kind) => kind.code === code)?.severity,
    message: expect.stringMatching(/\S/),
  });
  expect([problems[0]?.line, problems[0]?.column]).toEqual([line, column]);
  expect(ticket === undefined ? "broken" : "ticket").toBe(outcome);
});

test("every code of the table is provoked above", () => {
  const provoked = new Set(cases.map(([code]) => code));
  expect(ticketProblems.map(({ code }) => code).filter((code) => !provoked.has(code))).toEqual([]);
});

test("a good ticket has no problem", () => {
  expect(readTicket(new TextEncoder().encode(withFields())).problems).toEqual([]);
});

test("markers of a conflict that somebody quotes are text", () => {
  const quoted = withBody(
    "## A",
    "```",
    "<<<<<<< HEAD",
    "```",
    "",
    "## Thread",
    "",
    event("a", at("09:31"))[0] ?? "",
    "<<<<<<< HEAD",
    "<!-- /event -->",
  );
  expect(readTicket(new TextEncoder().encode(quoted)).problems).toEqual([]);
});

test("a conflict behind many other problems still makes the file unreadable", () => {
  const lines = Array.from({ length: MAX_PROBLEMS + 5 }, () => "just words");
  const { ticket, problems } = readTicket(new TextEncoder().encode(withFields(...lines, "<<<<<<< HEAD", "=======")));
  expect(ticket).toBeUndefined();
  expect(problems).toHaveLength(MAX_PROBLEMS);
});
