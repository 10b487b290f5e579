import { heldByBreadth } from "../../evidence/breadth.ts";
import type { Creation, Deciding, Held } from "./decisions.ts";
import type { Group } from "./group.ts";
import { worstOf } from "./severity.ts";
import { standingOf, type TicketFacts } from "./standing.ts";
import type { Notice } from "./ticket-news.ts";

interface Placed {
  readonly create: readonly Creation[];
  readonly notices: readonly Notice[];
  readonly held: readonly Held[];
}

/** Finds the ticket that each group belongs to, or says that it needs one of its own. */
export function placeGroups(groups: readonly Group[], deciding: Deciding): Placed {
  const byFingerprint = Map.groupBy(
    [...deciding.tickets.values()].filter(({ fingerprint }) => fingerprint !== ""),
    ({ fingerprint }) => fingerprint,
  );
  const notices: Notice[] = [];
  const held: Held[] = [];
  const wanting: Creation[] = [];
  for (const group of groups) {
    const known = knownFor(group, byFingerprint.get(group.fingerprint) ?? [], deciding);
    notices.push(...known.notices);
    held.push(...known.held);
    if (known.rest === undefined) continue;
    const narrow = heldByBreadth(group.source, worstOf(known.rest.atoms), known.rest.atoms);
    if (narrow === undefined) wanting.push(known.rest);
    else held.push({ atoms: known.rest.atoms, code: "breadth", why: narrow });
  }
  const alike = deciding.alike(wanting);
  const own = new Map<Group, Creation>();
  const joined = new Map<Group, TicketFacts>();
  for (const group of wanting) {
    const other = alike.get(group);
    const ticket = other === undefined ? undefined : "ticket" in other ? other.ticket : joined.get(other.group);
    const first = other !== undefined && "group" in other ? other.group : undefined;
    const base = first === undefined ? undefined : own.get(first);
    if (ticket !== undefined) {
      joined.set(group, ticket);
      notices.push(...noticesFor(group, ticket, other?.why ?? "it says the same in other words"));
    } else if (first !== undefined && base !== undefined) {
      own.set(first, { ...base, atoms: [...base.atoms, ...group.atoms] });
    } else own.set(group, group);
  }
  const create = [...own.values()];
  const late = create
    .slice(deciding.limit)
    .map(({ atoms }) => ({ atoms, code: "limit" as const, why: lateWhy(deciding) }));
  return { create: create.slice(0, deciding.limit), notices, held: [...held, ...late] };
}

const lateWhy = ({ limit }: Deciding): string =>
  `this run makes no more than ${limit} new ticket${limit === 1 ? "" : "s"}`;

interface Known {
  readonly notices: readonly Notice[];
  readonly held: readonly Held[];
  /** What still needs a ticket. */
  readonly rest?: Creation;
}

/** The tickets that were made for the group: an open one takes it in, a no holds it, one that ended takes back what was its own. */
function knownFor(group: Group, tickets: readonly TicketFacts[], deciding: Deciding): Known {
  const standings = tickets.map(({ id }) => standingOf(id, deciding.tickets));
  const open = standings.find(({ is }) => is === "open");
  if (open?.is === "open")
    return { notices: noticesFor(group, open.ticket, "it was made for the same group"), held: [] };
  const silent = standings.find(({ is }) => is === "silent");
  if (silent?.is === "silent") return { notices: [], held: [{ atoms: group.atoms, code: "silent", why: silent.why }] };
  const ended = standings.flatMap((standing) => (standing.is === "ended" ? [standing.ticket] : []));
  const notices: Notice[] = [];
  const rest = new Set(group.atoms);
  for (const ticket of ended) {
    const names = new Set(deciding.namedBy(ticket.id));
    for (const atom of [...rest].filter(({ id }) => names.has(id))) {
      rest.delete(atom);
      notices.push({ is: "ended", ticket, atom, as: "added", why: "the ticket names it" });
    }
  }
  if (rest.size === 0) return { notices, held: [] };
  const related = ended.map(({ id }) => id);
  return { notices, held: [], rest: { ...group, atoms: [...rest], related } };
}

const noticesFor = (group: Group, ticket: TicketFacts, why: string): readonly Notice[] =>
  group.atoms.map((atom) => ({ is: "open", ticket, atom, as: "added", why }));
