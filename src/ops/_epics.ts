import { epicProgress } from "../plan/epics.ts";
import type { Finding } from "../std/finding.ts";
import type { Backlog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import type { Epic } from "../store/settings/epics.ts";
import type { Summary } from "../ticket/model.ts";

/** One place in an epic's queue. */
export interface QueueEntry {
  readonly id: string;
  /** From 1, as people count. */
  readonly position: number;
  /** Absent where the ticket does not exist. */
  readonly title?: string;
  readonly status?: string;
}

/** An epic with how far it is. */
export interface EpicView {
  readonly id: string;
  readonly title: string;
  readonly priority: string;
  readonly status: string;
  /** False when only tickets name it. */
  readonly registered: boolean;
  readonly total: number;
  readonly done: number;
  readonly open: number;
  readonly percentDone: number;
  readonly queue: readonly QueueEntry[];
}

/** Every epic with its progress and queue: the registered ones in their order, then those that only tickets name. */
export function epicViews(
  backlog: Backlog,
  registered: readonly Epic[],
): { readonly epics: readonly EpicView[]; readonly problems: readonly Finding[] } {
  const { summaries, problems } = allTickets(backlog);
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  const known = new Map(registered.map((epic) => [epic.id, epic]));
  const epics = epicProgress(registered, summaries).map(({ epic, byStatus: _byStatus, ...progress }): EpicView => {
    const entry = known.get(epic);
    return {
      id: epic,
      title: entry?.title ?? "",
      priority: entry?.priority ?? "",
      status: entry?.status ?? "",
      ...progress,
      queue: queueOf(entry, byId),
    };
  });
  return { epics, problems };
}

function queueOf(epic: Epic | undefined, byId: ReadonlyMap<string, Summary>): readonly QueueEntry[] {
  return (epic?.queue ?? []).map((id, index) => {
    const summary = byId.get(id);
    const there = summary === undefined ? {} : { title: summary.title, status: summary.status };
    return { id, position: index + 1, ...there };
  });
}
