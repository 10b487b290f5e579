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
  if (!tickets.some(isTied)) return { ...gathering, nodes: [] };
  const places = placesById(tickets);
  const ends = endFinder(tickets, places);
  const seen = new Set<number>();
  const tie = (from: number, to: number): void => {
    // A parent of thousands would make a search in its list a square.
    const key = from * tickets.length + to;
    if (!seen.has(key)) addTie(gathering, from, to);
    seen.add(key);
  };
  for (const [place, ticket] of tickets.entries()) {
    if (!isTied(ticket) || places.get(ticket.id) !== place) continue;
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

/** Of two tickets with one id the first counts, as in readiness. */
function placesById(tickets: readonly Planned[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let place = tickets.length - 1; place >= 0; place -= 1) {
    const ticket = tickets[place];
    if (ticket !== undefined) places.set(ticket.id, place);
  }
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
