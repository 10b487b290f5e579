import { isOpen } from "../../ticket/statuses.ts";
import { type CheckedTicket, isPattern } from "./checked-ticket.ts";
import type { CodeFacts } from "./code-facts.ts";
import { MAX_ASKED, MAX_FOLLOWED } from "./limits.ts";

/** What the settings say about tickets. */
export interface CheckLimits {
  readonly requiredSections: readonly string[];
  readonly minAcceptanceCriteria: number;
  readonly requireTestStrategy: boolean;
  readonly requireAffectedFiles: boolean;
  readonly requireVerificationCommands: boolean;
  readonly requireDependencyCheck: boolean;
  readonly requireSingleResponsibility: boolean;
  readonly maxAffectedFiles: number;
  readonly maxEstimatedTokens: number;
  readonly staleDays: number;
  /** Prefix of an id, and the kind it belongs to. */
  readonly prefixes: ReadonlyMap<string, string>;
}

export interface CheckInput {
  /** The open tickets, all of them: what clashes is seen only together. */
  readonly tickets: readonly CheckedTicket[];
  /** Statuses of all tickets, closed ones included. */
  readonly statuses: ReadonlyMap<string, string>;
  /** Undefined where there is no code to ask; checks that need it are silent then. */
  readonly code: CodeFacts | undefined;
  readonly limits: CheckLimits;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The backlog, looked up by what tickets have in common, so that no check compares each with each. */
export interface Surroundings extends CheckInput {
  readonly byId: ReadonlyMap<string, CheckedTicket>;
  readonly creators: ReadonlyMap<string, readonly CheckedTicket[]>;
  /** Tickets that modify or delete a path. */
  readonly modifiers: ReadonlyMap<string, readonly CheckedTicket[]>;
}

export function surroundingsOf(input: CheckInput): Surroundings {
  const creators = new Map<string, CheckedTicket[]>();
  const modifiers = new Map<string, CheckedTicket[]>();
  for (const ticket of input.tickets) {
    for (const { path, action } of ticket.files) {
      if (isPattern(path)) continue;
      const into = action === "create" ? creators : modifiers;
      const known = into.get(path);
      if (known === undefined) into.set(path, [ticket]);
      else known.push(ticket);
    }
  }
  const byId = new Map(input.tickets.map((ticket) => [ticket.id, ticket]));
  return { ...input, byId, creators, modifiers };
}

/** Every ticket that must be done before this one, itself left out; closed ones among them are not followed further. */
export function dependenciesOf(ticket: CheckedTicket, { byId }: Surroundings): ReadonlySet<string> {
  const seen = new Set<string>(ticket.ticket.relations.depends_on);
  for (const id of seen) {
    if (seen.size > MAX_FOLLOWED) break;
    for (const next of byId.get(id)?.ticket.relations.depends_on ?? []) seen.add(next);
  }
  seen.delete(ticket.id);
  return seen;
}

/** Whether one of the two names the other. */
export const isTied = (a: CheckedTicket, b: CheckedTicket): boolean => a.related.has(b.id) || b.related.has(a.id);

/** The first of the others, open and not tied to the ticket. */
export function firstUntied(
  ticket: CheckedTicket,
  others: readonly CheckedTicket[],
  isFine: (other: CheckedTicket) => boolean = () => false,
): CheckedTicket | undefined {
  const asked = others.length > MAX_ASKED ? others.slice(0, MAX_ASKED) : others;
  return asked.find(
    (other) => other !== ticket && isOpen(other.ticket.status) && !isTied(ticket, other) && !isFine(other),
  );
}

/** Work on it began: what it creates may be there, and what it deletes gone. */
export const isUnderWay = ({ ticket }: CheckedTicket): boolean =>
  ticket.status === "doing" || ticket.status === "review";
