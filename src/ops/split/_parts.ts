import type { Backlog } from "../../store/backlog.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Ticket } from "../../ticket/model.ts";

/** What became of the slices of a ticket that was split. */
export interface SplitParts {
  readonly of: readonly { readonly id: string; readonly status: string }[];
  /** Every slice is done, and with them the whole. */
  readonly allDone: boolean;
}

/** Slices and slices of slices that are followed. */
const MAX_PARTS = 200;

/** How far the slices of a ticket are; undefined where it was not split. Read anew each time, so that it is true whichever door closed them. */
export function splitParts(backlog: Backlog, ticket: Ticket): SplitParts | undefined {
  const slices = slicesOf(ticket);
  if (slices.length === 0) return undefined;
  const seen = new Set<string>([ticket.id]);
  const of = slices.map((id) => ({ id, status: statusOf({ backlog, seen }, id) }));
  return { of, allDone: of.every(({ status }) => status === "done") };
}

function slicesOf({ status, fields }: Ticket): readonly string[] {
  if (status !== "rejected" || fields.rejection !== "split" || !Array.isArray(fields.split_into)) return [];
  return fields.split_into.filter((id): id is string => typeof id === "string").slice(0, MAX_PARTS);
}

interface Following {
  readonly backlog: Backlog;
  readonly seen: Set<string>;
}

/** A slice that was split again is done when all its slices are. */
function statusOf(following: Following, id: string): string {
  const { backlog, seen } = following;
  if (seen.has(id) || seen.size > MAX_PARTS) return "unknown";
  seen.add(id);
  const stored = loadTicket(backlog, id);
  if (!stored.ok || stored.value.ticket.id !== id) return "unknown";
  const slices = slicesOf(stored.value.ticket);
  if (slices.length === 0) return stored.value.ticket.status;
  return slices.map((slice) => statusOf(following, slice)).every((status) => status === "done") ? "done" : "split";
}
