import type { Atom } from "../../evidence/atom.ts";
import { isIgnored } from "../../evidence/ignored.ts";
import type { Deciding, Decisions, Held } from "./decisions.ts";
import { groupAtoms } from "./group.ts";
import { placeGroups } from "./place-groups.ts";
import { isLighter } from "./severity.ts";
import { standingOf } from "./standing.ts";
import { type Notice, newsOf } from "./ticket-news.ts";

/** Decides what found facts mean for the backlog. Pure: the same facts, the same decisions (I15). */
export function decide(deciding: Deciding): Decisions {
  const { settled, tickets, minSeverity } = deciding;
  const notices: Notice[] = goneOf(deciding);
  const held: Held[] = [];
  const free: Atom[] = [];
  const back = new Set([...settled.returned, ...settled.added]);
  for (const atom of seenNow(deciding)) {
    const standing = atom.ticket === undefined ? { is: "missing" as const } : standingOf(atom.ticket, tickets);
    if (standing.is === "missing") free.push(atom);
    else if (standing.is === "silent") held.push({ atoms: [atom], code: "silent", why: standing.why });
    else if (standing.ticket.id !== atom.ticket)
      notices.push({ ...standing, atom, as: "added", why: `${atom.ticket} is a duplicate of it` });
    else if (standing.is === "ended" && standing.ticket.outcome === "resolved" && !back.has(atom))
      held.push({ atoms: [atom], code: "silent", why: `${standing.ticket.id} is resolved, and this was seen before` });
    else if (back.has(atom) || standing.is === "ended")
      notices.push({ ...standing, atom, as: "back", why: "seen again" });
  }
  const light = free.filter((atom) => isLighter(atom.severity, minSeverity));
  if (light.length > 0)
    held.push({ atoms: light, code: "severity", why: `it looks less bad than discover.minSeverity (${minSeverity})` });
  const heavy = free.filter((atom) => !isLighter(atom.severity, minSeverity));
  const placed = placeGroups(groupAtoms(heavy, deciding.groupOf), deciding);
  return {
    create: placed.create,
    news: newsOf([...notices, ...placed.notices], deciding),
    held: [...held, ...placed.held],
  };
}

/** Atoms of this run that are there, and that nobody said to leave alone. */
function seenNow({ settled, now }: Deciding): readonly Atom[] {
  const { added, moved, altered, returned, unchanged } = settled;
  const all = [...added, ...moved, ...altered, ...returned, ...unchanged].filter((atom) => !isIgnored(atom, now));
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What its own ticket has to be told, whichever way that has gone since. */
function goneOf({ settled, tickets }: Deciding): Notice[] {
  return settled.gone.flatMap((atom) => {
    const ticket = atom.ticket === undefined ? undefined : tickets.get(atom.ticket);
    return ticket === undefined
      ? []
      : [{ is: "open" as const, ticket, atom, as: "gone" as const, why: "no longer seen" }];
  });
}
