import type { Atom } from "../../evidence/atom.ts";
import type { Settled } from "../../evidence/settle.ts";
import type { Severity } from "../../evidence/sighting.ts";
import type { Instant } from "../../ticket/model.ts";
import type { Group } from "./group.ts";
import type { TicketFacts } from "./standing.ts";
import type { TicketNews } from "./ticket-news.ts";

/** What is decided from: the ledger after this run, the tickets, and the rules. */
export interface Deciding {
  readonly settled: Settled;
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  readonly now: Instant;
  /** The group of an atom, as its source says it. */
  groupOf(atom: Atom): string;
  /** The ids of the atoms that a ticket itself names. */
  namedBy(ticket: string): readonly string[];
  /** For each group the open ticket, or the earlier group, that says the same in other words. */
  alike(groups: readonly Group[]): ReadonlyMap<Group, Alike>;
  readonly minSeverity: Severity;
  /** Most new tickets. */
  readonly limit: number;
}

export type Alike = ({ readonly ticket: TicketFacts } | { readonly group: Group }) & {
  /** Who says so, where it is not the formulas. */
  readonly why?: string;
};

/** Atoms that get no ticket, and why. */
export interface Held {
  readonly atoms: readonly Atom[];
  readonly code: "severity" | "limit" | "silent" | "breadth";
  readonly why: string;
}

export interface Creation extends Group {
  /** Tickets of the same group that have ended. */
  readonly related: readonly string[];
}

export interface Decisions {
  readonly create: readonly Creation[];
  readonly news: readonly TicketNews[];
  readonly held: readonly Held[];
}
