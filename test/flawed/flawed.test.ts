import { expect, test } from "vitest";
import { checkTickets } from "../../src/plan/check/check-tickets.ts";
import { checkedTicket } from "../../src/plan/check/checked-ticket.ts";
import type { CodeFacts } from "../../src/plan/check/code-facts.ts";
import { healthOf } from "../../src/plan/check/health.ts";
import { refinementReport } from "../../src/plan/check/report.ts";
import { checkRules } from "../../src/plan/check/rules.ts";
import type { CheckInput } from "../../src/plan/check/surroundings.ts";
import { defaultSettings } from "../../src/store/settings/defaults.ts";
import { KINDS } from "../../src/ticket/kinds.ts";
import { readTicket } from "../../src/ticket/read.ts";
import { TABLE } from "./_table.ts";
import { type Parts, ticketText } from "./_tickets.ts";

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
