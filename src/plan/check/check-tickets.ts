import { alikeTickets } from "./alike-tickets.ts";
import { alikeTitles } from "./alike-titles.ts";
import type { CheckedTicket } from "./checked-ticket.ts";
import { coherence } from "./coherence.ts";
import { completeness } from "./completeness.ts";
import { consistency } from "./consistency.ts";
import { contract } from "./contract.ts";
import { type CheckFinding, type Found, findingOf } from "./found.ts";
import { gaps } from "./gaps.ts";
import { impact } from "./impact.ts";
import { scopeGate } from "./scope-gate.ts";
import { type CheckInput, isTied, type Surroundings, surroundingsOf } from "./surroundings.ts";
import { upkeep } from "./upkeep.ts";

type Check = (ticket: CheckedTicket, around: Surroundings) => readonly Found[];

/** The checks of one ticket among the others, in the order in which they are told. */
const CHECKS: readonly Check[] = [completeness, coherence, gaps, contract, impact, consistency, scopeGate, upkeep];

/** What is to be checked: these tickets among all of them, or the backlog as a whole. */
export type CheckWish = { readonly ids: ReadonlySet<string> } | "everything";

/** Finds what is wrong with what tickets say. Doublets are looked for only over everything. */
export function checkTickets(input: CheckInput, wish: CheckWish): readonly CheckFinding[] {
  const around = surroundingsOf(input);
  const wanted = wish === "everything" ? input.tickets : input.tickets.filter(({ id }) => wish.ids.has(id));
  const doublets = wish === "everything" ? alikeTickets(input.tickets) : new Map<CheckedTicket, CheckedTicket>();
  const titles = alikeTitles(input.tickets);
  return wanted.flatMap((ticket) => {
    const found = [...CHECKS.flatMap((check) => check(ticket, around)), ...likenesses(ticket, { doublets, titles })];
    return found.map((one) => findingOf(ticket, one));
  });
}

interface Likenesses {
  readonly doublets: ReadonlyMap<CheckedTicket, CheckedTicket>;
  readonly titles: ReadonlyMap<CheckedTicket, CheckedTicket>;
}

/** Where two say the same, that their titles are alike is no second finding. */
function likenesses(ticket: CheckedTicket, { doublets, titles }: Likenesses): readonly Found[] {
  const same = doublets.get(ticket);
  if (same !== undefined) {
    const hint = `docket relate ${ticket.id} duplicate_of ${same.id}, or related when they are two`;
    return [{ code: "ticket-alike", message: `it seems to say what ${same.id} says`, hint }];
  }
  const alike = titles.get(ticket);
  if (alike === undefined || isTied(ticket, alike)) return [];
  const hint = `tell them apart in the title, or docket relate ${ticket.id} related ${alike.id}`;
  return [{ code: "titles-alike", message: `its title is much like that of ${alike.id}`, hint }];
}
