import fc from "fast-check";
import { expect, test } from "vitest";
import { ticketText } from "../../../test/flawed/tickets.ts";
import { rounds } from "../../../test/rounds.ts";
import { editTicket } from "../../ticket/edit.ts";
import { readTicket } from "../../ticket/read.ts";
import { checkedTicket } from "./checked-ticket.ts";
import type { CodeFacts, PathFate } from "./code-facts.ts";
import { fixesOf } from "./fixes.ts";

const REQUIRED = ["Context", "Description", "Acceptance Criteria", "Test Strategy", "Affected Files", "Dependencies"];

/** `old` was renamed to `fresh`, and one name begins with another: a replacement must not go on where it ended. */
const RENAMED: ReadonlyMap<string, PathFate> = new Map([
  ["src/old.ts", { renamedTo: "src/fresh.ts" }],
  ["src/a.ts", { renamedTo: "src/a.ts.bak/src/a.tsx" }],
  ["src/gone.ts", {}],
]);
const THERE = new Set(["src/fresh.ts", "src/a.ts.bak/src/a.tsx", "src/there.ts"]);

const code: CodeFacts = {
  exists: (path) => THERE.has(path),
  folderExists: (path) => path === "src",
  linesOf: () => 1,
  importersOf: () => [],
  symbolKnown: () => true,
  fateOf: (path) => RENAMED.get(path),
};

const path = fc.constantFrom("src/old.ts", "src/a.ts", "src/gone.ts", "src/there.ts", "src/old.tsx", "lib/src/old.ts");
const criterion = fc
  .record({ mark: fc.constantFrom("-", "*", "  -"), box: fc.constantFrom("[ ]", "[x]"), number: fc.nat(30) })
  .map(({ mark, box, number }) => `${mark} ${box} AC-${number}: it is so`);
const line = fc.oneof(
  criterion,
  path.map((one) => `It is about \`${one}\`, and ${one}.`),
  fc.constantFrom("", "```", "- [ ] no number", "<!-- AC-3 -->", "### AC-2"),
);
const body = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));
const parts = fc.record({
  title: fc.constantFrom("Plain", "'  Blanks around  '", "' '"),
  context: body,
  description: body,
  criteria: body,
  files: fc.array(path, { maxLength: 3 }).map((paths) => paths.map((one) => `- ${one}: modify`).join("\n")),
});
const leftOut = fc.subarray(REQUIRED);
const before = fc.constantFrom("", "A word on `src/old.ts` before all sections.\n\n");

function checked(text: string) {
  const { ticket } = readTicket(new TextEncoder().encode(text));
  if (ticket === undefined) throw new Error(`no ticket:\n${text}`);
  return checkedTicket("tickets/a.md", ticket);
}

function mended(text: string) {
  const { edits, told } = fixesOf(checked(text), code, REQUIRED);
  const edited = editTicket(text, edits);
  if (!edited.ok) throw new Error(edited.fault.message);
  return { text: edited.value, told };
}

test("what was mended once needs nothing a second time, and what is told is what was done", () => {
  const property = fc.property(parts, leftOut, before, (given, without, words) => {
    const whole = ticketText("FEAT-0001", 1, given).replace("## Context", `${words}## Context`);
    const text = without.reduce((rest, heading) => rest.replace(`## ${heading}\n`, "## Other\n"), whole);
    const first = mended(text);
    expect(first.told.length > 0).toBe(first.text !== text);
    const second = mended(first.text);
    expect(second.told).toEqual([]);
    expect(second.text).toBe(first.text);
  });
  fc.assert(property, { numRuns: rounds(300) });
});

test("criteria keep their words, and no other line loses one", () => {
  const criteria = "- [ ] AC-4: one\n- [x] AC-4: two, see AC-4\nA word.\n- [ ] no number";
  const { text } = mended(ticketText("FEAT-0001", 1, { criteria }));
  expect(text).toContain("- [ ] AC-1: one\n- [x] AC-2: two, see AC-4\nA word.\n- [ ] no number");
});
