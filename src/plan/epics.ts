import type { Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import type { QueuePositions } from "./order.ts";

/** What plan needs of an entry in the epic registry. */
export interface Epic {
  readonly id: string;
  /** Ids of tickets in the order they should be worked on. */
  readonly queue: readonly string[];
}

export interface EpicProgress {
  readonly epic: string;
  /** False when tickets name an epic that the registry does not have. */
  readonly registered: boolean;
  /** All tickets but the rejected ones: rejected work is neither done nor left to do. */
  readonly total: number;
  readonly done: number;
  readonly open: number;
  /** 0 to 100, rounded down, so that 100 means that nothing is left. 0 when there are no tickets. */
  readonly percentDone: number;
  /** Tickets by status, only statuses that occur, sorted by name. */
  readonly byStatus: Readonly<Record<string, number>>;
}

/** Counts the tickets of every epic: the registered ones in their order, then those that only tickets name. */
export function epicProgress(epics: readonly Epic[], summaries: readonly Summary[]): readonly EpicProgress[] {
  const statuses = new Map<string, string[]>(epics.map((epic) => [epic.id, []]));
  for (const { epic, status } of summaries) {
    if (epic === "") continue;
    const list = statuses.get(epic);
    if (list === undefined) statuses.set(epic, [status]);
    else list.push(status);
  }
  const known = [...new Set(epics.map((epic) => epic.id))];
  const unknown = [...statuses.keys()].slice(known.length).sort();
  return [...known, ...unknown].map((epic, index) => ({
    epic,
    registered: index < known.length,
    ...count(statuses.get(epic) ?? []),
  }));
}

/** The place of each ticket in its epic's queue; with several epics the earlier queue position wins, whichever the epic. */
export function queuePositions(epics: readonly Epic[]): QueuePositions {
  const positions = new Map<string, number>();
  for (const epic of epics) {
    epic.queue.forEach((id, index) => {
      positions.set(id, Math.min(index, positions.get(id) ?? index));
    });
  }
  return positions;
}

function count(statuses: readonly string[]): Omit<EpicProgress, "epic" | "registered"> {
  const counts = new Map<string, number>();
  for (const status of [...statuses].sort()) counts.set(status, (counts.get(status) ?? 0) + 1);
  const done = counts.get("done") ?? 0;
  const open = statuses.filter((status) => isOpen(status)).length;
  const total = done + open;
  return {
    total,
    done,
    open,
    percentDone: total === 0 ? 0 : Math.floor((100 * done) / total),
    byStatus: Object.fromEntries(counts),
  };
}
