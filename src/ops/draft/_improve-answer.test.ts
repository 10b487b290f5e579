import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { readDraftAnswer } from "./_improve-answer.ts";

const KEYS = ["files", "criteria", "impact", "effort", "description", "tests", "security", "notes", "status", "id"];

/** Texts that want to be more than a line: escapes, marks, links, what is put off, and anything else. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\u001b[2J",
    "TBD",
    "## Thread",
    "<!-- event: x -->",
    "- [ ] AC-9: x",
    "#",
    "---",
    "#!",
    "(check: test)",
    "a\u202eb",
    "a\nb",
  ),
  fc.constantFrom("Given a, when b, then c", "src/a.ts", "modify", "It rounds."),
  fc.string({ minLength: 290, maxLength: 600 }),
);
const point = fc.record({ points: fc.oneof(fc.integer(), fc.double(), text), reason: text }, { requiredKeys: [] });
const file = fc.record({ path: text, action: text, reason: text }, { requiredKeys: [] });
const part = fc.oneof(fc.array(text), fc.array(file), point, fc.jsonValue());
const answer = fc.dictionary(fc.constantFrom(...KEYS), part).map((value): unknown => value);

test("whatever a model prints, what is read is short lines of plain text, and nothing but the parts asked for", () => {
  fc.assert(
    fc.property(fc.oneof(answer, fc.jsonValue()), (value) => {
      const read = readDraftAnswer(value);
      if (!read.ok) return;
      const { files = [], criteria = [], impact, effort, added, left: _, ...rest } = read.value;
      expect(rest).toEqual({});
      const lines = [
        ...files.flatMap(({ path, reason }) => [path, reason]),
        ...criteria,
        ...Object.values(added).flat(),
        ...[impact, effort].flatMap((one) => one?.reason ?? []),
      ];
      for (const line of lines) {
        expect(line).toMatch(/^\S.{0,499}$/u);
        expect(line).not.toMatch(
          /[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]|\bTBD\b|\(check:|^(?:#{1,6}(?: |$)|-(?: |$)|---$|===$|<!--)/u,
        );
      }
      for (const one of [impact, effort]) expect(typeof (one?.points ?? 0)).toBe("number");
    }),
    { numRuns: rounds(300) },
  );
});

test("a list with one bad line is left as a whole, and the other parts are read on", () => {
  const read = readDraftAnswer({ notes: ["Mind the gap.", "TBD"], tests: ["unit: the sum"], more: { deep: [] } });
  expect(read).toEqual({
    ok: true,
    value: {
      added: { "Test Strategy": ["unit: the sum"] },
      left: [{ part: "Implementation Notes", why: "it leaves something for later" }],
    },
  });
});
