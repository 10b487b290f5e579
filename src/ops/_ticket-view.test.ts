import { expect, test } from "vitest";
import { readTicket } from "../ticket/read.ts";
import { summarise } from "../ticket/summary.ts";
import { ticketLine, ticketView } from "./_ticket-view.ts";

test("a ticket's line gives the same values as its whole form", () => {
  const fields = {
    impact: 13,
    effort: 2,
    unproven: true,
    needs_preflight: false,
    rejection: "split",
    due: "2026-12-24",
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  const head = ["---", "id: BUG-k3f9q2", "title: One", "status: new", ...lines, "---", ""];
  const bytes = new TextEncoder().encode(head.join("\n"));
  const { ticket } = readTicket(bytes);
  if (ticket === undefined) throw new Error("the text is no ticket");
  expect(ticketView(ticket, "x.md", "0")).toMatchObject(fields);
  expect(ticketLine(summarise("x.md", bytes))).toMatchObject(fields);
});

test("a word where a number should stand is given as it is", () => {
  const bytes = new TextEncoder().encode("---\nid: BUG-k3f9q2\ntitle: One\nimpact: high\n---\n");
  expect(ticketLine(summarise("x.md", bytes))).toMatchObject({ impact: "high" });
});
