import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { FIELD_ORDER } from "./field-table.ts";
import { readTicket } from "./read.ts";
import { tidyTicket } from "./tidy.ts";

const ticket = (...lines: readonly string[]): string =>
  `---\n${lines.join("\n")}\n---\n\n## Context\n\ntitle: no field\n`;
const WHOLE = ["id: FEAT-k3f9q2", "title: Sign in", "status: new", "kind: feature", "priority: P2"];
const TIMES = ["created: 2026-03-02T09:30:00Z", "updated: 2026-03-02T09:30:00Z"];

test("fields come into their usual order with their comments, and everything else stays", () => {
  const text = ticket(
    "# Kept by hand.",
    "",
    "note: our own   # why",
    "# pressing",
    "priority: high",
    "labels:",
    "  - b   # the second",
    "",
    "  - a",
    ...TIMES,
    "title: |",
    "  Sign in",
    "# the id",
    "id: FEAT-k3f9q2",
    "kind : feature",
    "status: new",
  );
  expect(tidyTicket(text)).toBe(
    ticket(
      "# Kept by hand.",
      "",
      "# the id",
      "id: FEAT-k3f9q2",
      "title: |",
      "  Sign in",
      "status: new",
      "kind : feature",
      "# pressing",
      "priority: high",
      ...TIMES,
      "labels:",
      "  - b   # the second",
      "",
      "  - a",
      "note: our own   # why",
    ),
  );
});

test("line ends and a byte order mark stay", () => {
  const text = `\ufeff${ticket(...TIMES, ...WHOLE)}`.replaceAll("\n", "\r\n");
  expect(tidyTicket(text)).toBe(`\ufeff${ticket(...WHOLE, ...TIMES)}`.replaceAll("\n", "\r\n"));
});

test("what cannot be arranged without doubt stays as it is", () => {
  const twice = ticket("title: A", ...WHOLE, ...TIMES);
  const broken = "---\ntitle: A\nid: FEAT-k3f9q2\n";
  for (const text of [twice, broken, "", "no ticket", ticket("title: A")]) expect(tidyTicket(text)).toBe(text);
});

const line = fc.oneof(
  fc.constantFrom(...WHOLE, ...TIMES, "# a comment", "", "scope: {allow: [a]}", "own: 1", "verify: [a, b]"),
  fc.constantFrom(
    "labels:\n  - a\n  - b",
    "text: |\n  one\n\n  # no comment\n",
    "note: >-\n  folded\n  text",
    "  # inner",
  ),
);

test("whatever the lines are, nothing is lost, nothing is said twice, and a second time changes nothing", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const text = ticket(...lines);
      const tidy = tidyTicket(text);
      expect(tidy.split("\n").toSorted()).toEqual(text.split("\n").toSorted());
      expect(tidyTicket(tidy)).toBe(tidy);
      const [before, after] = [text, tidy].map((one) => readTicket(new TextEncoder().encode(one)).ticket);
      expect(after?.fields).toEqual(before?.fields);
      if (tidy === text) return;
      const known = Object.keys(after?.fields ?? {}).filter((name) => FIELD_ORDER.includes(name));
      expect(known).toEqual(known.toSorted((a, b) => FIELD_ORDER.indexOf(a) - FIELD_ORDER.indexOf(b)));
    }),
    { numRuns: rounds(300) },
  );
});
