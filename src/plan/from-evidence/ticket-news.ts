import type { Atom } from "../../evidence/atom.ts";
import { isIgnored } from "../../evidence/ignored.ts";
import type { Settled } from "../../evidence/settle.ts";
import type { Instant } from "../../ticket/model.ts";
import type { TicketFacts } from "./standing.ts";

/** One atom, and what it means for one ticket that is there. */
export interface Notice {
  /** `ended`: the ticket was closed because the problem was over. */
  readonly is: "open" | "ended";
  readonly ticket: TicketFacts;
  readonly atom: Atom;
  readonly as: "added" | "back" | "gone";
  readonly why: string;
}

/** What happens to one ticket that is there already. */
export interface TicketNews {
  readonly ticket: TicketFacts;
  /** New to the ticket. */
  readonly added: readonly Atom[];
  /** Were gone, or should have been, and are seen. */
  readonly back: readonly Atom[];
  readonly gone: readonly Atom[];
  /** How many atoms of it are still there. */
  readonly left: number;
  /** It had ended, and its problem is there. */
  readonly reopens: boolean;
  /** Why the new ones belong to it. */
  readonly why: string;
}

/** Puts what concerns the same ticket together: it is told once. */
export function newsOf(
  notices: readonly Notice[],
  { settled, now }: { readonly settled: Settled; readonly now: Instant },
): readonly TicketNews[] {
  const left = Map.groupBy(
    settled.atoms.filter((atom) => atom.gone === undefined && !isIgnored(atom, now)),
    ({ ticket }) => ticket,
  );
  return [...Map.groupBy(notices, ({ ticket }) => ticket.id).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const of = (as: Notice["as"]): readonly Atom[] => all.flatMap((one) => (one.as === as ? [one.atom] : []));
    const added = of("added");
    return [
      {
        ticket: first.ticket,
        added,
        back: of("back"),
        gone: of("gone"),
        left: (left.get(first.ticket.id)?.length ?? 0) + added.length,
        reopens: all.some(({ is, as }) => is === "ended" && as !== "gone"),
        why: all.find(({ as }) => as === "added")?.why ?? "",
      },
    ];
  });
}
