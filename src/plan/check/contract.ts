import type { CheckedTicket } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import { MAX_SAME } from "./limits.ts";
import { symbolsNamed } from "./mentions.ts";
import { dependenciesOf, type Surroundings } from "./surroundings.ts";

/** Whether the names of code that a ticket speaks of are there, or come with what it depends on. */
export function contract(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  const { code, byId } = around;
  if (code === undefined) return [];
  const unknown = [...symbolsNamed(ticket)].filter((name) => !code.symbolKnown(name));
  if (unknown.length === 0) return [];
  const before = [...dependenciesOf(ticket, around)].flatMap((id) => byId.get(id) ?? []);
  return unknown
    .filter((name) => !before.some((one) => speaksOf(one, name)))
    .slice(0, MAX_SAME)
    .map((name) => ({
      code: "symbol-unknown",
      message: `${name} is neither in the code nor in a ticket it depends on`,
      hint: "mend the name, or depend on the ticket that brings it",
    }));
}

const speaksOf = ({ ticket }: CheckedTicket, name: string): boolean =>
  ticket.sections.some(({ body }) => body.includes(name));
