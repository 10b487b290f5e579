import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { draftWish } from "./draft-wish.ts";
import { MAX_DRAFT_CRITERIA, MAX_PLAN_TICKETS, MAX_QUESTIONS } from "./limits.ts";
import { alikeToEach, type OtherTicket } from "./other-tickets.ts";
import { readPlan } from "./read-plan.ts";
import { readWish } from "./wish.ts";

/** Pieces that mean something to a reader, and text of any kind between them. */
const PIECES = [
  ...[
    "Add",
    "Fix",
    "Remove",
    "Let",
    "make",
    "Speed up",
    "Sanitize",
    "View",
    "when",
    "if",
    "for all users",
    "after",
    "depends on",
  ],
  ...[
    "`a b`",
    "`src/a.ts`",
    "`",
    "``",
    "--flag",
    "60 seconds",
    "10 MB",
    "FEAT-k3f9q2",
    "(check: test)",
    "res.cookie",
    "fails",
  ],
  ...[
    "../../etc/passwd",
    "C:\\Users\\a\\b.ts",
    "\r\n",
    "\n\n",
    "\t",
    "```",
    "<!--",
    "-->",
    "## Thread",
    "- [ ] AC-1: x",
    "---",
  ],
  ...["مرحبا", "שלום", "\u202e", "\u200b", "🦊", "👩‍👩‍👧", "日本語", "ß", "\ud800", "\u0000", "\u001b[31m", "$&", "\\"],
];
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 12 }), fc.lorem({ maxCount: 3 })),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(" "));

const other = (id: string, title: string): OtherTicket => ({
  ...{ id, title, titleWords: new Set(title.split(" ")), status: "new", text: "", files: [] },
});

test("whatever is said, it becomes a draft in which every part has its form", () => {
  const property = fc.property(text, text, (said, title) => {
    const wish = readWish(said);
    const others = [other("FEAT-k3f9q2", title)];
    const [alike = new Map()] = alikeToEach([wish], others);
    const code = { looked: true, files: [], missing: wish.paths, unknown: wish.names };
    const draft = draftWish({
      ...{ wish, code, others, alike, gates: { test: "npm test" }, kinds: ["feature", "bug"], answers: new Map() },
      ...{ minCriteria: 3, chosen: {} },
    });
    const ids = draft.questions.map(({ id }) => id);
    expect(ids.length).toBeLessThanOrEqual(MAX_QUESTIONS);
    expect(new Set(ids).size).toBe(ids.length);
    expect(draft.criteria.length).toBeLessThanOrEqual(MAX_DRAFT_CRITERIA);
    for (const { text: criterion } of draft.criteria) expect(criterion).toMatch(/^Given .*, when .*, then ./u);
    for (const { path } of draft.files) expect(path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|^\/|\\/);
    for (const line of [wish.sentence, draft.title, draft.restated])
      expect(line).not.toMatch(/[\r\n\u2028\u2029\u0000]/);
    expect(draft.body).not.toMatch(/\bTBD\b/);
    expect(draft.body.match(/^## Acceptance Criteria$/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });
  fc.assert(property, { numRuns: rounds(300) });
});

const line = fc.oneof(
  text.map((words) => words.replaceAll("\n", " ")),
  fc
    .tuple(fc.constantFrom("-", "*", "1.", "2)", "- [ ]", "- [x]", "  -", "\t-", "      3."), text)
    .map(([mark, words]) => `${mark} ${words}`),
  fc.tuple(fc.constantFrom("#", "##", "###", "> ##", "  ##"), text).map(([mark, words]) => `${mark} ${words}`),
  fc.constantFrom(
    "",
    "```",
    "~~~",
    "---",
    "<!--",
    "-->",
    "### Acceptance criteria",
    "In this order:",
    "    code",
    "| a | b |",
  ),
);
const plan = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom("\n", "\r\n"))
  .map(([lines, end]) => lines.join(end));

test("whatever a plan holds, its items are in order, and none waits for itself, for its whole or in a circle", () => {
  const property = fc.property(plan, (markdown) => {
    const { items, passedOver, more } = readPlan(markdown);
    const lines = markdown.split(/\r?\n/).length;
    expect(items.length).toBeLessThanOrEqual(MAX_PLAN_TICKETS);
    expect(more).toBeGreaterThanOrEqual(0);
    for (const [at, { parent, after, line: place, text: words }] of items.entries()) {
      expect(place).toBeGreaterThan(0);
      expect(place).toBeLessThanOrEqual(lines);
      expect(words).not.toMatch(/[\r\n]/);
      if (parent !== undefined) expect(parent).toBeLessThan(at);
      expect(after).not.toContain(at);
      expect(new Set(after).size).toBe(after.length);
    }
    for (const { line: place } of passedOver) expect(place).toBeLessThanOrEqual(lines);
    expect(circleIn(items)).toBeUndefined();
  });
  fc.assert(property, { numRuns: rounds(300) });
});

test("of items that wait for each other the later one is asked about", () => {
  const waiting = (markdown: string) => readPlan(markdown).items.map(({ after, lost }) => ({ after, lost }));
  expect(waiting("- Build the parser (after the lexer)\n- Build the lexer (after the parser)\n")).toEqual([
    { after: [1], lost: [] },
    { after: [], lost: ["the parser"] },
  ]);
  expect(waiting("In this order:\n1. Build cart (after step 2)\n2. Build bill\n")).toEqual([
    { after: [1], lost: [] },
    { after: [], lost: [] },
  ]);
});

const named = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 2, maxLength: 8 });

test("whatever items say about each other, none comes to wait for itself", () => {
  const property = fc.property(named, fc.boolean(), (waits, isOrdered) => {
    const lines = waits.map(
      (after, at) => `${at + 1}. Item n${at} (after ${after.map((one) => `step ${one + 1}`).join(" and ") || "x"})`,
    );
    const { items } = readPlan(`${isOrdered ? "In this order:\n" : ""}${lines.join("\n")}`);
    expect(items).toHaveLength(waits.length);
    expect(circleIn(items)).toBeUndefined();
  });
  fc.assert(property, { numRuns: rounds(200) });
});

/** Follows what each waits for. */
function circleIn(items: ReturnType<typeof readPlan>["items"]): number | undefined {
  const state = new Map<number, "open" | "done">();
  const visit = (at: number): boolean => {
    if (state.get(at) === "done") return false;
    if (state.get(at) === "open") return true;
    state.set(at, "open");
    if ((items[at]?.after ?? []).some(visit)) return true;
    state.set(at, "done");
    return false;
  };
  return items.findIndex((_, at) => visit(at)) < 0 ? undefined : 0;
}

const WORDS = "parser cart bill session export search total round list page".split(" ");
const itemWords = fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 4 }).map((words) => words.join(" "));

test("no open item, heading with words or criterion of a plan is lost", () => {
  const sections = fc.array(
    fc.record({
      heading: itemWords,
      items: fc.array(fc.record({ words: itemWords, criteria: fc.array(itemWords, { maxLength: 2 }) }), {
        maxLength: 4,
      }),
      about: itemWords,
    }),
    { maxLength: 5 },
  );
  const property = fc.property(sections, fc.constantFrom("\n", "\r\n"), (all, end) => {
    const lines: string[] = ["# Plan"];
    const wanted: { readonly text: string; readonly criteria: readonly string[] }[] = [];
    for (const [place, { heading, items, about }] of all.entries()) {
      lines.push(`## ${heading} h${place}`, "");
      if (items.length === 0) {
        lines.push(about, "");
        wanted.push({ text: `${heading} h${place}`, criteria: [] });
      }
      for (const [at, { words, criteria }] of items.entries()) {
        const own = `${words} i${place}x${at}`;
        lines.push(`- ${own}`);
        if (criteria.length > 0) lines.push("  - Acceptance criteria:", ...criteria.map((one) => `    - ${one}`));
        wanted.push({ text: own, criteria });
      }
    }
    const { items } = readPlan(lines.join(end));
    expect(items.map(({ text: words, criteria }) => ({ text: words, criteria }))).toEqual(wanted);
  });
  fc.assert(property, { numRuns: rounds(200) });
});

test.for([
  ["a long sentence without spaces", "a".repeat(200_000)],
  ["many back quotes", "`".repeat(50_000)],
  ["many slashes", "a/".repeat(50_000)],
  ["many dots", "a.".repeat(50_000)],
  ["many dashes", "--a".repeat(50_000)],
  ["many 'after's", "after FEAT-a and ".repeat(10_000)],
  ["many conditions", "when ".repeat(40_000)],
  ["many brackets", "(after ".repeat(30_000)],
  ["many numbers", "1,".repeat(80_000)],
  ["many spaces", `a${" ".repeat(200_000)}b`],
  ["many letters and marks", "e\u0301".repeat(80_000)],
] as const)("a reader does not grow slow on %s", ([, said]) => {
  const from = performance.now();
  readWish(said);
  readPlan(`- ${said}\n## ${said}\n${said}\n`);
  // A reader that goes back and forth over this takes minutes.
  expect(performance.now() - from).toBeLessThan(10_000);
});
