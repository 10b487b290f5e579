import { expect, test } from "vitest";
import { formatInstant, isDay, parseInstant } from "./instant.ts";
import { normalisePriority } from "./priority.ts";
import { revisionOf } from "./revision.ts";

test("an instant is UTC in whole seconds, fractions cut off, also before 1970", () => {
  expect(formatInstant(Date.UTC(2026, 2, 2, 9, 30, 5) + 999)).toBe("2026-03-02T09:30:05Z");
  expect(formatInstant(0)).toBe("1970-01-01T00:00:00Z");
  expect(formatInstant(-1)).toBe("1969-12-31T23:59:59Z");
});

test.each(["2026-03-02T09:30:00Z", "2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z"])("%s is an instant", (text) => {
  expect(parseInstant(text)).toBe(text);
});

test.each([
  "",
  "2026-03-02",
  "2026-03-02T09:30:00",
  "2026-03-02T09:30:00.000Z",
  "2026-03-02T09:30:00+00:00",
  "2026-03-02t09:30:00z",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-03-02T24:00:00Z",
  "2026-03-02T09:60:00Z",
  "2026-03-02T09:30:60Z",
  " 2026-03-02T09:30:00Z",
  "2026-03-02T09:30:00Z\n",
])("%j is no instant", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test("a day is one that the calendar has", () => {
  expect(["2026-03-02", "2024-02-29"].map(isDay)).toEqual([true, true]);
  expect(["2026-02-29", "2026-3-2", "2026-03-02T00:00:00Z", "today", ""].map(isDay)).toEqual(Array(5).fill(false));
});

test.each([
  ["P0", "critical", "blocker", " Critical "],
  ["P1", "high", "p1", "HIGH"],
  ["P2", "medium", "P2", "Medium"],
  ["P3", "low", "p3", "low "],
])("%s is stored for its words", (stored, ...words) => {
  expect([stored, ...words].map(normalisePriority)).toEqual(Array(words.length + 1).fill(stored));
});

test("other words are no priority", () => {
  expect(["", "P4", "P", "0", "urgent", "constructor"].map(normalisePriority)).toEqual(Array(6).fill(undefined));
});

test("a revision is 16 hex digits and differs with every byte", () => {
  const bytes = new TextEncoder().encode("---\nid: FEAT-k3f9q2\n---\n");
  const others = [...bytes.keys()].map((index) => revisionOf(bytes.with(index, 0)));
  const revisions = new Set([revisionOf(bytes), revisionOf(new Uint8Array()), ...others]);
  expect(revisions.size).toBe(bytes.length + 2);
  for (const revision of revisions) expect(revision).toMatch(/^[0-9a-f]{16}$/);
  expect(revisionOf(bytes.slice())).toBe(revisionOf(bytes));
});
