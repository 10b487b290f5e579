import { expect, test } from "vitest";
import { checkTickets } from "../../src/plan/check/check-tickets.ts";
import { checkedTicket } from "../../src/plan/check/checked-ticket.ts";
import type { CodeFacts } from "../../src/plan/check/code-facts.ts";
import { healthOf } from "../../src/plan/check/health.ts";
import { plainErrors } from "../../src/plan/check/plain-errors.ts";
import { refinementReport } from "../../src/plan/check/report.ts";
import { checkRules } from "../../src/plan/check/rules.ts";
import type { CheckInput } from "../../src/plan/check/surroundings.ts";
import { defaultSettings } from "../../src/store/settings/defaults.ts";
import { KINDS } from "../../src/ticket/kinds.ts";
import { checkMove } from "../../src/ticket/move.ts";
import { readTicket } from "../../src/ticket/read.ts";
import { DEFAULT_REQUIREMENTS } from "../../src/ticket/requirements.ts";
import { type Parts, ticketText } from "./tickets.ts";

/** Ids are made from the place in the table: FEAT-0001 and so on, or with the prefix of the row. */
interface Row {
  readonly flaw: string;
  readonly parts: Parts;
  /** The codes that it must get, and no other. */
  readonly codes: readonly string[];
}

const row = (flaw: string, codes: readonly string[], parts: Parts): Row => ({ flaw, codes, parts });
const BUG = { kind: "bug", prefix: "BUG", priority: "P1" } as const;
const OPEN_LONG = { created: "2026-02-01T09:30:00Z" } as const;
const FOUND = ["fingerprint: 0c13f8542f3ebaf5", "evidence: [advisories-1]"] as const;

/** What can be wrong with a ticket, and next to it what looks alike and is fine. */
const TABLE: readonly Row[] = [
  row("no context", ["section-missing"], { context: "" }),
  row("a context for later", ["section-missing"], { context: "TBD" }),
  row("only a hint", ["section-missing"], { description: "<!-- What should be true. -->" }),
  row("no dependencies said", ["section-missing"], { dependencies: "" }),
  row("no tests", ["section-missing", "command-missing"], { tests: "" }),
  row("tests named in a verify field", ["section-missing"], { tests: "", more: ["verify: [test]"] }),
  row("two criteria", ["criteria-too-few"], { criteria: "- [ ] AC-1: one\n- [ ] AC-2: two" }),
  row("criteria without words", ["criteria-too-few"], { criteria: "- [ ] AC-1:\n- [ ] AC-2: two\n- [ ] AC-3: TBD" }),
  row("no criteria", ["criteria-too-few"], { criteria: "" }),
  row("a number twice", ["criteria-numbers"], { criteria: "- [ ] AC-1: one\n- [ ] AC-1: two\n- [ ] AC-2: three" }),
  row("a number left out", ["criteria-numbers"], { criteria: "- [ ] AC-1: one\n- [ ] AC-3: two\n- [ ] AC-4: three" }),
  row("tests of no kind", ["tests-not-named"], { tests: "By hand.\n\n```\nnpm test\n```" }),
  row("no command", ["command-missing"], { tests: "Unit tests." }),
  row("a fence with a remark", ["command-missing"], { tests: "Unit tests.\n\n```\n# none yet\n```" }),
  row("no files", ["files-missing"], { files: "" }),
  row("words for files", ["files-missing"], { files: "Some of the sources" }),
  row("a path out of the repository", ["file-path-odd"], { files: "- ../other/a.ts: modify" }),
  row("an absolute path", ["file-path-odd"], { files: "- /etc/passwd: modify" }),
  row("a file that never was", ["file-absent"], { files: "- src/own/never.ts: modify" }),
  row("deletes what never was", ["file-absent"], { files: "- src/own/nor.ts: delete" }),
  row("creates what is there", ["file-present"], { files: "- src/own/22.ts: create" }),
  row("depends on nobody", ["dependency-unknown"], { more: ["depends_on: [FEAT-zzzz]"] }),
  row("depends on a rejected one", ["dependency-rejected"], { more: ["depends_on: [FEAT-gone]"] }),
  row("depends on a done one", [], { more: ["depends_on: [FEAT-done]"] }),
  row("a title", [], {
    title: "Export monthly invoices into spreadsheet archive",
    context: "Bookkeepers ask for a file with one row per payment, taxes in a column of their own.",
  }),
  row("much the same title", ["titles-alike"], {
    title: "Export yearly invoices into spreadsheet archive",
    context: "Auditors need signed totals after closing; rounding differs and old rates apply.",
  }),
  row("shares a file", ["share-not-returned", "modify-clash"], {
    files: "- src/own/s.ts: modify",
    more: ["shared_files: [src/own/s.ts]"],
  }),
  row("does not know of it", ["modify-clash"], { files: "- src/own/s.ts: modify" }),
  row("creates a file", ["create-clash"], { files: "- src/own/new.ts: create" }),
  row("creates it too", ["create-clash"], { files: "- src/own/new.ts: create" }),
  row("creates a file alone", [], { files: "- src/own/base.ts: create" }),
  row("builds on it unsaid", ["dependency-unsaid"], { files: "- src/own/base.ts: modify" }),
  row("speaks of it unsaid", ["dependency-unsaid"], { context: "It reads `src/own/base.ts`." }),
  row("builds on it and says so", [], { context: "It reads `src/own/base.ts`.", more: ["depends_on: [FEAT-0031]"] }),
  row("a name nobody knows", ["symbol-unknown"], { description: "It calls `loadNothing()` first." }),
  row("a name in the code", [], { description: "It calls `loadCache()` first." }),
  row("a name it brings", [], { description: "It adds `loadMore()`." }),
  row("a tie only in words", ["dependency-unrecorded"], { dependencies: "After FEAT-0001." }),
  row("what others import", ["importer-touched"], { files: "- src/own/core.ts: modify" }),
  row("the importer", [], { files: "- src/own/user.ts: modify" }),
  row("a folder misspelt", ["folder-missing"], { files: "- scr/own/a.ts: create" }),
  row("a prefix of no kind", ["prefix-unknown"], { prefix: "XYZ" }),
  row("a prefix of another kind", ["prefix-other-kind"], { prefix: "REF" }),
  row("urgent and low", ["urgency-understated"], { context: "This is urgent.", priority: "P3" }),
  row("an outage of no hurry", ["urgency-understated"], { context: "The outage lasted an hour." }),
  row("not urgent and low", [], { context: "This is not urgent.", priority: "P3" }),
  row("a critical weakness", ["severity-priority"], { kind: "security", prefix: "SEC", more: ["severity: critical"] }),
  row("six files", ["scope-files"], {
    files: [1, 2, 3, 4, 5, 6].map((at) => `- src/own/six${at}.ts: modify`).join("\n"),
  }),
  row("a huge file", ["scope-tokens"], { files: "- src/own/huge.ts: modify" }),
  row("two ends of the code", ["scope-scattered"], { files: "- src/own/50.ts: modify\n- lib/own.ts: modify" }),
  row("source and test", [], { files: "- src/own/51.ts: modify\n- test/own.test.ts: modify" }),
  row("blanks around the title", ["title-blanks"], { title: '" fifty two whole blanks "' }),
  row("speaks of what is gone", ["reference-gone"], { context: "See `src/own/gone.ts`." }),
  row("a file with a new name", ["reference-renamed"], { files: "- src/own/old.ts: modify" }),
  row("in work and forgotten", ["ticket-stale"], { status: "doing", updated: "2026-01-02T09:30:00Z" }),
  row("a bug of no severity", ["severity-missing"], { ...BUG }),
  row("a bug open for long", ["time-overrun"], { ...BUG, ...OPEN_LONG, more: ["severity: high"] }),
  row("a low bug open for long", [], { ...BUG, ...OPEN_LONG, more: ["severity: low"] }),
  row("about a deleted file", ["ticket-obsolete"], { files: "- src/own/gone.ts: modify" }),
  row("found in a lock file", [], { files: "- src/own/lock.ts: modify", more: FOUND }),
  row("found there as well", [], { files: "- src/own/lock.ts: modify", more: FOUND }),
  row("planned for that file", ["modify-clash"], { files: "- src/own/lock.ts: modify" }),
  row("says something", [], {
    title: "Uploads of large pictures fail",
    context: "Pictures over ten megabytes are cut off when they are uploaded.",
  }),
  row("says it again", ["ticket-alike"], {
    title: "Uploads of large pictures fail",
    context: "Pictures over ten megabytes are cut off when they are uploaded.",
  }),
  row("text that wants to be more", [], {
    context: "<script>alert(1)</script> `$(rm -rf /)` | a | b |\n---\n\u202eodd",
  }),
];

const NOW = Date.parse("2026-03-03T09:30:00Z");
const GONE = ["never", "nor", "new", "base", "gone", "old"].map((name) => `src/own/${name}.ts`);

/** A code base in which every file of the folder is there but for a few. */
const code: CodeFacts = {
  exists: (path) =>
    (path.startsWith("src/own/") || path === "lib/own.ts" || path.startsWith("test/")) && !GONE.includes(path),
  folderExists: (path) => ["src", "src/own", "lib", "test"].includes(path),
  linesOf: (path) => (path === "src/own/huge.ts" ? 30_000 : 20),
  importersOf: (path) => (path === "src/own/core.ts" ? ["src/own/user.ts"] : []),
  symbolKnown: (name) => name === "loadCache",
  fateOf: (path) =>
    path === "src/own/gone.ts" ? {} : path === "src/own/old.ts" ? { renamedTo: "src/own/renamed.ts" } : undefined,
};

const idOf = (place: number, { prefix = "FEAT" }: Parts): string => `${prefix}-${String(place + 1).padStart(4, "0")}`;

function checked(place: number, parts: Parts) {
  const { ticket } = readTicket(new TextEncoder().encode(ticketText(idOf(place, parts), place + 1, parts)));
  if (ticket === undefined) throw new Error(`row ${place} is no ticket`);
  return checkedTicket(`tickets/${ticket.id}.md`, ticket);
}

function inputOf(tickets: CheckInput["tickets"]): CheckInput {
  const statuses = new Map([
    ...tickets.map(({ id, ticket }) => [id, ticket.status] as const),
    ["FEAT-gone", "rejected"],
    ["FEAT-done", "done"],
  ]);
  const prefixes = new Map(KINDS.map(({ prefix, name }) => [prefix, name]));
  return { tickets, statuses, code, now: NOW, limits: { ...defaultSettings().checks, prefixes } };
}

const tickets = TABLE.map(({ parts }, place) => checked(place, parts));
const findings = checkTickets(inputOf(tickets), "everything");

test("every flaw of 60 tickets is found, and nothing else", () => {
  const found = TABLE.map(({ flaw, parts }, place) => [
    flaw,
    ...findings.filter(({ ticket }) => ticket === idOf(place, parts)).map(({ code: one }) => one),
  ]);
  expect(TABLE.length).toBeGreaterThanOrEqual(60);
  expect(found).toEqual(TABLE.map(({ flaw, codes }) => [flaw, ...codes]));
});

test("each rule has a flaw that provokes it, and stays silent about most others", () => {
  const provoked = new Set(TABLE.flatMap(({ codes }) => codes));
  expect(checkRules.map(({ code: one }) => one).filter((one) => !provoked.has(one))).toEqual([]);
});

test("asked of one ticket, it is the same that is found over all, but for doublets", () => {
  for (const [place, { codes, parts }] of TABLE.entries()) {
    const id = idOf(place, parts);
    const alone = checkTickets(inputOf(tickets), { ids: new Set([id]) }).map(({ code: one }) => one);
    expect(alone, id).toEqual(codes.map((one) => (one === "ticket-alike" ? "titles-alike" : one)));
  }
});

/** Errors that need the code, or what other tickets say. */
const NEED_MORE = new Set(["file-absent", "file-present", "create-clash", "scope-tokens", "ticket-obsolete"]);
const BEFORE_DOING = new Set(["dependency-unknown", "dependency-rejected"]);

test("the doors to ready and to doing hold back what the whole check calls an error, as far as the ticket shows it", () => {
  const input = inputOf(tickets);
  for (const ticket of tickets) {
    const errors = findings.filter((one) => one.ticket === ticket.id && one.severity === "error");
    const shown = errors.map(({ code: one }) => one).filter((one) => !NEED_MORE.has(one) && !BEFORE_DOING.has(one));
    const told = plainErrors(ticket, { ...input, door: "doing" }).map(({ what }) => /\(([a-z-]+)\)$/.exec(what)?.[1]);
    expect(told, ticket.id).toEqual(shown);
    const facts = {
      unmetDependencies: [],
      claimed: true,
      requirements: { ...DEFAULT_REQUIREMENTS, ...input.limits },
      errors: plainErrors(ticket, { ...input, door: "ready" }),
    };
    const actor = { name: "mika", kind: "person" } as const;
    const refined = { ...ticket.ticket, status: "refined" };
    const moved = checkMove({ ticket: refined, to: "ready", actor, reason: undefined, force: false, facts });
    const held = errors.some(({ code: one }) => !NEED_MORE.has(one));
    expect(moved.ok, ticket.id).toBe(!held);
  }
});

test("an accepted warning stays listed, with the reason and no weight; an error cannot be accepted", () => {
  const event = (given: string): string =>
    `\n<!-- event: warning_accepted id: a${given.length} author: mika by: person at: 2026-03-02T09:30:00Z code: ${given} -->\nIt is wanted.\n\n<!-- /event -->\n`;
  const parts = { context: "This is urgent.", criteria: "" };
  const text = `${ticketText("FEAT-0001", 1, parts)}${event("urgency-understated")}${event("criteria-too-few")}`;
  const { ticket } = readTicket(new TextEncoder().encode(text));
  if (ticket === undefined) throw new Error("no ticket");
  const found = checkTickets(inputOf([checkedTicket("tickets/a.md", ticket)]), "everything");
  expect(found.map(({ code: one, severity, accepted }) => [one, severity, accepted])).toEqual([
    ["criteria-too-few", "error", undefined],
    ["urgency-understated", "info", "It is wanted."],
  ]);
});

test("every warning can be accepted, and then stays listed with the reason in place of its weight", () => {
  for (const [place, { parts, flaw }] of TABLE.entries()) {
    const own = findings.filter(({ ticket }) => ticket === idOf(place, parts));
    const warnings = own.filter(({ severity }) => severity === "warning").map(({ code: one }) => one);
    if (warnings.length === 0) continue;
    const events = [...new Set(warnings)].map(
      (one, at) =>
        `\n<!-- event: warning_accepted id: b${at} author: mika by: person at: 2026-03-02T09:30:00Z code: ${one} -->\nIt is wanted.\n\n<!-- /event -->\n`,
    );
    const { ticket } = readTicket(
      new TextEncoder().encode(`${ticketText(idOf(place, parts), place + 1, parts)}${events.join("")}`),
    );
    if (ticket === undefined) throw new Error(flaw);
    const accepting = tickets.with(place, checkedTicket(`tickets/${ticket.id}.md`, ticket));
    const after = checkTickets(inputOf(accepting), "everything").filter((one) => one.ticket === ticket.id);
    expect(
      after.map(({ code: one }) => one),
      flaw,
    ).toEqual(own.map(({ code: one }) => one));
    for (const one of after)
      expect([one.severity, one.accepted], `${flaw}: ${one.code}`).toEqual(
        warnings.includes(one.code) ? ["info", "It is wanted."] : ["error", undefined],
      );
    const report = refinementReport({
      tickets: accepting,
      findings: after,
      health: healthOf(after, 1),
      day: "2026-03-03",
    });
    for (const one of warnings) expect(report, flaw).toContain(`accepted \`${one}\``);
  }
});

test("health takes points for each fault, absolute and by the number of tickets", () => {
  const one = healthOf(
    findings.filter(({ code: given }) => given === "ticket-obsolete"),
    10,
  );
  expect(one).toMatchObject({ absolute: 95, normalised: 98 });
  expect(healthOf([], 0)).toMatchObject({ absolute: 100, normalised: 100 });
  const worst = Array.from({ length: 20 }, (_, at) => ({ ...findings[0], ticket: `T-${at}` })).flatMap((given) =>
    given.code === undefined
      ? []
      : [
          {
            code: given.code,
            severity: "error" as const,
            file: "",
            message: "the section Context says nothing",
            ticket: given.ticket,
          },
        ],
  );
  expect(healthOf(worst, 1000)).toMatchObject({ absolute: 40, normalised: 100 });
});

test("the report has its sections, and text from tickets starts no markup in it", () => {
  const health = healthOf(findings, tickets.length);
  const report = refinementReport({ tickets, findings, health, day: "2026-03-03" });
  expect(report.match(/^## .*/gm)).toEqual([
    "## Summary",
    "## By Type",
    "## Issues Found",
    "## Tickets Requiring Human Review",
    "## Health Score",
  ]);
  expect(report).not.toContain("<script>");
});

test("an empty backlog has no findings", () => {
  expect(checkTickets(inputOf([]), "everything")).toEqual([]);
});
