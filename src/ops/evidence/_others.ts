import type { OtherEntry } from "../../evidence/backlog-repo/other-entry.ts";
import { byBadness } from "../../plan/from-evidence/severity.ts";
import type { Backlog } from "../../store/backlog.ts";
import { nativeTickets } from "../../store/plans/native-tickets.ts";

/** An entry of another tool, with the ticket of ours that names it. */
export interface OtherFact extends Omit<OtherEntry, "entry"> {
  readonly ticket?: string;
}

export interface OthersWish {
  readonly source: readonly string[];
  /** The id of a ticket, or none. */
  readonly ticket?: string | undefined;
  readonly state: "open" | "gone" | "ignored" | "held" | "all";
}

/** The entries that fit a wish, the worst first. An entry that was acted upon is not open; the other states are for facts of ours. */
export function otherFacts(backlog: Backlog, others: readonly OtherEntry[], wish: OthersWish): readonly OtherFact[] {
  if (others.length === 0 || (wish.state !== "open" && wish.state !== "all")) return [];
  const named = namedByTickets(backlog);
  return others
    .map((other): OtherFact => {
      const { entry: _, ...rest } = other;
      const ticket = named.get(other.id);
      return { ...rest, ...(ticket === undefined ? {} : { ticket }) };
    })
    .filter(({ source, ticket, status }) => {
      if (wish.source.length > 0 && !wish.source.includes(source)) return false;
      if (wish.ticket !== undefined && (ticket ?? "none") !== wish.ticket) return false;
      return wish.state === "all" || status !== "actioned";
    })
    .toSorted((a, b) => byBadness(a.severity ?? "low", b.severity ?? "low") || (a.id < b.id ? -1 : 1));
}

/** Open entries of other tools are dealt with where they have a plan, or a ticket names them. */
export const isCovered = ({ status, ticket }: OtherFact): boolean => status !== "new" || ticket !== undefined;

const namedByTickets = (backlog: Backlog): ReadonlyMap<string, string> =>
  new Map(nativeTickets(backlog).flatMap(({ id, atoms }) => atoms.map((atom) => [atom, id] as const)));
