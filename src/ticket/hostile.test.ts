import { expect, test } from "vitest";
import { editTicket } from "./edit.ts";
import { formatInstant } from "./instant.ts";
import type { Edit, FieldValue } from "./model.ts";
import { readTicket } from "./read.ts";

const FIELDS = `---
id: FEAT-k3f9q2
title: Sign in
status: new
kind: feature
priority: P2
created: 2026-03-02T09:30:00Z
updated: 2026-03-02T09:30:00Z
`;
const BODY = "\n## A\n\ntext\n\n## Thread\n";
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");

const ticketOf = (text: string) => readTicket(new TextEncoder().encode(text)).ticket;

function edited(text: string, edit: Edit): string {
  const result = editTicket(text, [edit]);
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** What people write by hand, beyond what strict YAML takes, and what it means. */
const lines: readonly (readonly [string, Readonly<Record<string, FieldValue>>])[] = [
  ["key : value", { key: "value" }],
  ["key:    value   # comment", { key: "value" }],
  ["key: 'it''s' # comment", { key: "it's" }],
  ['key: "a" and more', { key: '"a" and more' }],
  ["key: a#b", { key: "a#b" }],
  ["key: Cache: phase 2", { key: "Cache: phase 2" }],
  ["key: @mika", { key: "@mika" }],
  ["key: `code`", { key: "`code`" }],
  ["key: %x", { key: "%x" }],
  ["key: - a", { key: "- a" }],
  ["key:\t v", { key: "v" }],
  ["key: [a]: b", { key: "[a]: b" }],
  ["key: [src/[id]/page.ts, b]", { key: ["src/[id]/page.ts", "b"] }],
  ["two words: x", { "two words": "x" }],
  ["ключ: значение", { ключ: "значение" }],
  ["שלום: עולם", { שלום: "עולם" }],
  ["😀: 🎉", { "😀": "🎉" }],
  ["key: \ufeffv", { key: "\ufeffv" }],
  ["\ufeffkey: v", { "\ufeffkey": "v" }],
  ["key: a\rb", { key: "a\rb" }],
  ["key: 010", { key: "010" }],
  ["key: 1.10", { key: 1.1 }],
  ["key: 12345678901234567890", { key: "12345678901234567890" }],
  ["key: 1e400", { key: "1e400" }],
  ["key: no", { key: "no" }],
  ["key: !!js/function x", { key: "!!js/function x" }],
  ["a: &a [x, x]\nb: *a\n<<: *a", { a: "&a [x, x]", b: "*a", "<<": "*a" }],
  ["__proto__: {polluted: true}", JSON.parse('{"__proto__":{"polluted":true}}')],
  ["constructor: x\ntoString: y", { constructor: "x", toString: "y" }],
  ["key: |\n  one\n\n  two", { key: "one\n\ntwo\n" }],
  ["key: >-\n  one\n  two", { key: "one two" }],
  ["key:\n- a\n# between\n- b", { key: ["a", "b"] }],
  ["key:\n  deep:\n    - x: 1\n      y: 2", { key: { deep: [{ x: 1, y: 2 }] } }],
];

const plain = Object.keys(ticketOf(`${FIELDS}---\n`)?.fields ?? {});

test.each(lines)("%j is read as it is meant, and stays when another field is edited", (line, meant) => {
  const text = `${FIELDS}${line}\n---\n${BODY}`;
  const own = Object.entries(ticketOf(text)?.fields ?? {}).filter(([key]) => !plain.includes(key));
  expect(own).toEqual(Object.entries(meant));
  expect(edited(text, { set: "status", to: "ready" })).toBe(text.replace("status: new", "status: ready"));
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

const files: readonly (readonly [string, string])[] = [
  ["Windows line ends in front, others below", `${crlf(`${FIELDS}---\n`)}${BODY}`],
  ["Windows line ends below, others in front", `${FIELDS}---\n${crlf(BODY)}`],
  ["a byte order mark and Windows line ends", `\ufeff${crlf(`${FIELDS}---\n${BODY}`)}`],
  ["a byte order mark in the middle", `${FIELDS}---\n\n\ufefftext\n${BODY}`],
  ["a rule of dashes in the body", `${FIELDS}---\n\ntext\n\n---\n\nmore\n${BODY}`],
  ["no body", `${FIELDS}---`],
  ["no body, Windows line ends", crlf(`${FIELDS}---\n`)],
  ["text from right to left", `${FIELDS}---\n\nשלום \u202e🎉\n${BODY}`],
  ["a lone carriage return", `${FIELDS}---\n\none\rtwo\n${BODY}`],
  ["50 levels of quotes and lists", `${FIELDS}---\n\n${"> ".repeat(50)}a\n${"- ".repeat(50)}b\n${BODY}`],
];

test.each(files)("%s: every edit gives what was asked and leaves the other lines", (_name, text) => {
  const at = formatInstant(Date.UTC(2026, 2, 2, 9, 30));
  const event = { id: "bbbb", kind: "comment", actor: { name: "mika", kind: "person" }, at, body: "one\ntwo" } as const;
  const before = ticketOf(text);
  expect(ticketOf(edited(text, { set: "note", to: "x" }))?.fields.note).toBe("x");
  for (const [section, body] of [
    ["A", "new\nlines"],
    ["Fresh", "new"],
  ] as const) {
    const after = ticketOf(edited(text, { section, body }));
    expect(after?.sections.find(({ heading }) => heading === section)?.body).toBe(body);
    expect(after?.fields).toEqual(before?.fields);
  }
  expect(ticketOf(edited(text, { event }))?.events).toMatchObject([{ id: "bbbb", body: "one\ntwo" }]);
  for (const edit of [{ section: "Fresh", body: "new" }, { event }]) {
    const kept = edited(text, edit).split("\n");
    expect(text.split("\n").filter((line) => line.trim() !== "" && !kept.includes(line))).toEqual([]);
  }
});

test("text given to an empty last section keeps the line end of the file", () => {
  const text = `${FIELDS}---\n\n## A\n`;
  expect(edited(text, { section: "A", body: "one" })).toBe(`${text}\none\n`);
  expect(edited(crlf(text), { section: "A", body: "one" })).toBe(crlf(`${text}\none\n`));
  expect(edited(text.trimEnd(), { section: "A", body: "one" })).toBe(`${text}\none`);
});

test("what is added takes the line ends of its place", () => {
  const text = `${crlf(`${FIELDS}---\n`)}${BODY}`;
  expect(edited(text, { section: "B", body: "one" })).toBe(text.replace("\n## Thread", "\n## B\n\none\n\n## Thread"));
  const other = `${FIELDS}---\n${crlf(BODY)}`;
  expect(edited(other, { section: "B", body: "one" })).toBe(
    other.replace("\r\n## Thread", crlf("\n## B\n\none\n\n## Thread")),
  );
});
