import type { Planned } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { followDuplicates } from "../_ends.ts";
import type { Places } from "../places.ts";

/** Which open tickets wait for which, by their places in the list. */
export interface Ties {
  /** Places of tickets that wait for something open, or are waited for. */
  readonly nodes: readonly number[];
  /** By place: the open tickets it waits for, each once. */
  readonly waitsFor: ReadonlyMap<number, readonly number[]>;
  /** By place: all it waits for, also what is missing or rejected and will never come. */
  readonly unmet: Uint32Array;
}

interface Gathering {
  readonly tickets: readonly Planned[];
  readonly places: Places;
  readonly nodes: Set<number>;
  readonly waitsFor: Map<number, number[]>;
  readonly unmet: Uint32Array;
  /** Ties that are there already: a parent of thousands would make a search in its list a square. */
  readonly seen: Set<number>;
}

/** Reads `depends_on`, `blocks` and `parent` of all open tickets, with the meaning they have for readiness. */
export function tiesOf(tickets: readonly Planned[], places: Places): Ties {
  const unmet = new Uint32Array(tickets.length);
  const gathering: Gathering = { tickets, places, nodes: new Set(), waitsFor: new Map(), unmet, seen: new Set() };
  // A plain loop: the first call of a process runs it before anything is optimised.
  for (let place = 0; place < tickets.length; place += 1) {
    const ticket = tickets[place];
    if (ticket !== undefined && isTied(ticket) && places.byId.get(ticket.id) === place)
      addTies(gathering, place, ticket);
  }
  return { nodes: [...gathering.nodes], waitsFor: gathering.waitsFor, unmet };
}

const isTied = ({ status, depends_on, blocks, parent }: Planned): boolean =>
  (depends_on.length > 0 || blocks.length > 0 || parent !== "") && isOpen(status);

function addTies(gathering: Gathering, place: number, { depends_on, blocks, parent }: Planned): void {
  const ids = depends_on.length > 1 ? new Set(depends_on) : depends_on;
  for (const id of ids) {
    const end = endOf(gathering, id);
    if (end === NEVER) gathering.unmet[place] = (gathering.unmet[place] ?? 0) + 1;
    else if (end !== MET) tie(gathering, place, end);
  }
  for (const id of blocks) tieBack(gathering, id, place);
  if (parent !== "") tieBack(gathering, parent, place);
}

/** No places: a dependency that is met, and one that cannot be. */
const MET = -1;
const NEVER = -2;

/** Where a dependency ends: an open ticket's place, or that it is met or never will be. */
function endOf({ tickets, places: { byId } }: Gathering, id: string): number {
  const at = byId.get(id) ?? NEVER;
  const same = tickets[at]?.duplicate_of ?? "";
  const end = same === "" ? at : (byId.get(followDuplicates((one) => tickets[byId.get(one) ?? NEVER], id)) ?? NEVER);
  const status = tickets[end]?.status ?? "rejected";
  if (status === "done") return MET;
  return status === "rejected" ? NEVER : end;
}

/** Ties another ticket to this one, where it is there and open. */
function tieBack(gathering: Gathering, id: string, to: number): void {
  const from = gathering.places.byId.get(id);
  if (from !== undefined && isOpen(gathering.tickets[from]?.status ?? "done")) tie(gathering, from, to);
}

function tie({ tickets, nodes, waitsFor, unmet, seen }: Gathering, from: number, to: number): void {
  const key = from * tickets.length + to;
  if (seen.has(key)) return;
  seen.add(key);
  nodes.add(from).add(to);
  unmet[from] = (unmet[from] ?? 0) + 1;
  const known = waitsFor.get(from);
  if (known === undefined) waitsFor.set(from, [to]);
  else known.push(to);
}
