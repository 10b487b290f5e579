import type { Planned } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { followDuplicates } from "../_ends.ts";

/** Which open tickets wait for which, by their places in the list. */
export interface Ties {
  /** Places of tickets that wait for something open, or are waited for. */
  readonly nodes: readonly number[];
  /** By place: the open tickets it waits for, each once. */
  readonly waitsFor: ReadonlyMap<number, readonly number[]>;
  /** By place: all it waits for, also what is missing or rejected and will never come. */
  readonly unmet: ReadonlyMap<number, number>;
}

interface Gathering {
  readonly nodes: Set<number>;
  readonly waitsFor: Map<number, number[]>;
  readonly unmet: Map<number, number>;
}

/** Reads `depends_on`, `blocks` and `parent` of all open tickets, with the meaning they have for readiness. */
export function tiesOf(tickets: readonly Planned[]): Ties {
  const gathering: Gathering = { nodes: new Set(), waitsFor: new Map(), unmet: new Map() };
  const tied: number[] = [];
  for (const [place, ticket] of tickets.entries()) if (isTied(ticket)) tied.push(place);
  if (tied.length === 0) return { ...gathering, nodes: [] };
  const places = placesByName(tickets, tied);
  const ends = endFinder(tickets, places);
  const seen = new Set<number>();
  const tie = (from: number, to: number): void => {
    // A parent of thousands would make a search in its list a square.
    const key = from * tickets.length + to;
    if (!seen.has(key)) addTie(gathering, from, to);
    seen.add(key);
  };
  for (const place of tied) {
    const ticket = tickets[place];
    if (ticket === undefined || places.get(ticket.id) !== place) continue;
    for (const id of new Set(ticket.depends_on)) {
      const to = ends(id);
      if (to === "never") count(gathering.unmet, place);
      else if (to !== undefined) tie(place, to);
    }
    for (const id of ticket.blocks) tieIfOpen(places.get(id), (from) => tie(from, place), tickets);
    if (ticket.parent !== "") tieIfOpen(places.get(ticket.parent), (from) => tie(from, place), tickets);
  }
  return { ...gathering, nodes: [...gathering.nodes] };
}

const isTied = ({ status, depends_on, blocks, parent }: Planned): boolean =>
  isOpen(status) && (depends_on.length > 0 || blocks.length > 0 || parent !== "");

/** Where the tickets stand that ties lead to. Of two with one id the first counts, as in readiness. */
function placesByName(tickets: readonly Planned[], tied: readonly number[]): ReadonlyMap<string, number> {
  // A map of all ids would cost more than all the rest: few tickets of a large backlog are named by another.
  const named = new Set<string>();
  for (const place of tied) {
    const ticket = tickets[place];
    if (ticket === undefined) continue;
    named.add(ticket.id).add(ticket.parent);
    for (const id of ticket.depends_on) named.add(id);
    for (const id of ticket.blocks) named.add(id);
  }
  for (const { duplicate_of: same } of tickets) if (same !== "") named.add(same);
  const places = new Map<string, number>();
  for (const [place, { id }] of tickets.entries()) if (named.has(id) && !places.has(id)) places.set(id, place);
  return places;
}

/** Where a dependency ends: an open ticket's place, nothing when it is met, `never` when it cannot be. */
function endFinder(
  tickets: readonly Planned[],
  places: ReadonlyMap<string, number>,
): (id: string) => number | "never" | undefined {
  const find = (id: string): Planned | undefined => tickets[places.get(id) ?? -1];
  return (id) => {
    const end = followDuplicates(find, id);
    const status = find(end)?.status;
    if (status === "done") return undefined;
    return status === undefined || status === "rejected" ? "never" : (places.get(end) ?? "never");
  };
}

function tieIfOpen(from: number | undefined, tie: (from: number) => void, tickets: readonly Planned[]): void {
  if (from !== undefined && isOpen(tickets[from]?.status ?? "done")) tie(from);
}

function addTie({ nodes, waitsFor, unmet }: Gathering, from: number, to: number): void {
  nodes.add(from).add(to);
  count(unmet, from);
  const known = waitsFor.get(from);
  if (known === undefined) waitsFor.set(from, [to]);
  else known.push(to);
}

const count = (counts: Map<number, number>, key: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
