import { type CheckedTicket, sectionOf } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import type { Surroundings } from "./surroundings.ts";

/** Whether the parts of a ticket agree with each other. */
export function consistency(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [...prefix(ticket, around), ...urgency(ticket), ...severity(ticket), ...blanks(ticket)];
}

/** Only a warning: an id never changes, so an error could not be mended. */
function prefix({ id, ticket }: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  const word = id.slice(0, id.indexOf("-"));
  const kind = limits.prefixes.get(word);
  const hint = "an id stays as it is: mend the kind, or accept the warning";
  if (kind === undefined) return [{ code: "prefix-unknown", message: `${word} is the prefix of no kind`, hint }];
  if (kind === ticket.kind || ticket.kind === "") return [];
  return [
    { code: "prefix-other-kind", message: `${word} is the prefix of ${kind}, and this is a ${ticket.kind}`, hint },
  ];
}

const URGENT =
  /\b(urgent(?:ly)?|asap|as soon as possible|immediately|emergency|outage|data loss|show ?stopper|production is down)\b/i;
const NOT_SO = /\b(?:not|no|never|without|less)\s+(?:an?\s+|any\s+)?$/i;

function urgency(ticket: CheckedTicket): readonly Found[] {
  const { priority, title } = ticket.ticket;
  if (priority !== "P2" && priority !== "P3") return [];
  const text = `${title}\n${sectionOf(ticket, "Context")}\n${sectionOf(ticket, "Description")}`;
  const plain = text.replace(/<!--[\s\S]*?(?:-->|$)/g, "").replace(/`[^`\n]*`/g, "");
  const said = URGENT.exec(plain);
  if (said === null || NOT_SO.test(plain.slice(Math.max(0, said.index - 20), said.index))) return [];
  const message = `it says "${said[0].toLowerCase()}" and has priority ${priority}`;
  return [
    { code: "urgency-understated", message, hint: `docket edit ${ticket.id} --priority P1, or say it in other words` },
  ];
}

function severity({ id, ticket }: CheckedTicket): readonly Found[] {
  const isWeakness = ticket.kind === "bug" || ticket.kind === "security";
  const isCritical = String(ticket.fields.severity ?? "").toLowerCase() === "critical";
  if (!isWeakness || !isCritical || ticket.priority === "P0" || ticket.priority === "P1") return [];
  const message = `its severity is critical and its priority ${ticket.priority}`;
  return [{ code: "severity-priority", message, hint: `docket edit ${id} --priority P0` }];
}

function blanks({ ticket }: CheckedTicket): readonly Found[] {
  if (ticket.title.trim() === ticket.title) return [];
  return [
    {
      code: "title-blanks",
      message: "the title begins or ends with blanks",
      hint: "docket check --fix takes them away",
    },
  ];
}
