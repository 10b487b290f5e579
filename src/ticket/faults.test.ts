import { expect, test } from "vitest";
import type { Result } from "../std/result.ts";
import { checkBody, checkLabel, checkTitle } from "./clean.ts";
import { editTicket } from "./edit.ts";
import { ticketFaults } from "./faults.ts";
import { checkField } from "./fields.ts";
import { formatInstant } from "./instant.ts";
import { MAX_BODY_BYTES, MAX_LABEL_CHARS, MAX_TITLE_CHARS, MAX_VALUE_CHARS } from "./limits.ts";
import type { FieldValue, NewEvent } from "./model.ts";

const TEXT = `---
id: FEAT-k3f9q2
title: Sign in
status: new
kind: feature
priority: P2
created: 2026-03-02T09:30:00Z
updated: 2026-03-02T09:30:00Z
note: one
note: two
---

## Description

Text.

## Notes

\`\`\`
code
\`\`\`

<!-- hint -->

## Thread

<!-- event: create id: aaaaaaaaaa author: mika by: person at: 2026-03-02T09:30:00Z -->
<!-- /event -->
`;

const EVENT: NewEvent = {
  id: "bbbbbbbbbb",
  kind: "comment",
  actor: { name: "mika", kind: "person" },
  at: formatInstant(Date.UTC(2026, 2, 2, 9, 30)),
};
const event = (change: Partial<NewEvent>): Result<string> => editTicket(TEXT, [{ event: { ...EVENT, ...change } }]);
const DEEP: FieldValue = Array.from({ length: 14 }).reduce<FieldValue>((inner) => [inner], "x");
const section = (body: string): Result<string> => editTicket(TEXT, [{ section: "Description", body }]);
const set = (name: string, to: string | number | undefined): Result<string> => editTicket(TEXT, [{ set: name, to }]);

const cases: readonly (readonly [code: string, name: string, where: string | undefined, given: Result<unknown>])[] = [
  ["title-refused", "empty", "title", checkTitle(" \t ")],
  ["title-refused", "a line break", "title", checkTitle("a\nb")],
  ["title-refused", "a line break at the end", "title", checkTitle("a\u2028")],
  ["title-refused", "a terminal escape", "title", checkTitle("a\u001b[31mb")],
  ["title-refused", "a mark that turns the direction", "title", checkTitle("a\u202eb")],
  ["title-refused", "half a surrogate pair", "title", checkTitle("a\ud800")],
  ["title-refused", "too long", "title", checkTitle("x".repeat(MAX_TITLE_CHARS + 1))],
  ["label-refused", "empty", "label", checkLabel("")],
  ["label-refused", "a blank inside", "label", checkLabel("two words")],
  ["label-refused", "a dash in front", "label", checkLabel("-rf")],
  ["label-refused", "too long", "label", checkLabel("x".repeat(MAX_LABEL_CHARS + 1))],
  ["body-refused", "a NUL", "body", checkBody("a\0b")],
  ["body-refused", "half a surrogate pair", "body", checkBody("\udc00")],
  ["body-refused", "too many characters", "body", checkBody("x".repeat(MAX_BODY_BYTES + 1))],
  ["body-refused", "too many bytes", "body", checkBody("é".repeat(MAX_BODY_BYTES / 2 + 1))],
  ["body-refused", "in an event", "body", event({ body: "\0" })],
  ["body-refused", "in a section", "body", section("\0")],
  ["field-refused", "points that are none", "effort", checkField("effort", "14")],
  ["field-refused", "an id that is a path", "parent", checkField("parent", "../x")],
  ["field-refused", "a NUL", "note", checkField("note", ["a\0"])],
  ["field-refused", "too long", "note", checkField("note", "x".repeat(MAX_VALUE_CHARS + 1))],
  ["field-refused", "no number", "effort", set("effort", Number.NaN)],
  ["field-name-refused", "a colon", "a: b", checkField("a: b", "x")],
  ["field-name-refused", "empty", "", set("", "x")],
  ["field-needed", "the title removed", "title", set("title", undefined)],
  ["field-twice", "a field of two lines", "note (line 10)", set("note", "x")],
  ["section-refused", "the thread", "thread", editTicket(TEXT, [{ section: "thread", body: "x" }])],
  ["section-refused", "a heading of its own", "Description", section("a\n\n## B")],
  ["section-refused", "a fence that swallows the next one", "Description", section("```\ncode")],
  ["section-refused", "a comment that swallows the next one", "Description", section("<!-- to do")],
  ["section-refused", "a line break in its name", "A\n## B", editTicket(TEXT, [{ section: "A\n## B", body: "x" }])],
  ["event-refused", "a kind with a blank", undefined, event({ kind: "a b" })],
  ["event-refused", "an empty id", undefined, event({ id: "" })],
  ["event-refused", "an id that is there already", undefined, event({ id: "aaaaaaaaaa" })],
  ["event-refused", "no author", undefined, event({ actor: { name: " ", kind: "person" } })],
  ["event-refused", "an attribute with a name of the form", undefined, event({ attributes: { at: "x" } })],
  ["ticket-unreadable", "no frontmatter", "line 1", editTicket("text", [])],
  ["ticket-unreadable", "a conflict", "line 2", editTicket("---\n<<<<<<< HEAD\nid: FEAT-k3f9q2\n---\n", [])],
  ["edit-unfaithful", "lists too deep to be read again", undefined, editTicket(TEXT, [{ set: "deep", to: DEEP }])],
];

test.each(cases)("%s: %s", (code, _name, where, given) => {
  expect(given).toMatchObject({ ok: false, fault: { code, message: expect.stringMatching(/\S/) } });
  expect(given.ok ? undefined : given.fault.where).toBe(where);
});

test("every fault of the room is provoked above", () => {
  const provoked = new Set(cases.map(([code]) => code));
  expect(ticketFaults.map(({ code }) => code).filter((code) => !provoked.has(code))).toEqual([]);
});

test("a fault names the line that has to be mended", () => {
  const result = set("note", "x");
  expect(result).toMatchObject({
    fault: { message: expect.stringContaining("note"), hint: expect.stringMatching(/\S/) },
  });
});
