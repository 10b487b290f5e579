import { sortByNext, sortPlaces } from "../plan/order.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { ticketsInStatus } from "../store/read/all-tickets.ts";
import { type Found, ticketsInOrder } from "../store/read/kept-order.ts";
import type { Planned, Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { FILTERS, type Filter, filterOf, LIMIT, matches, pickLines, refuseSlip } from "./_filter.ts";
import { type TicketLine, ticketLine } from "./_ticket-view.ts";
import { op } from "./op.ts";

const ORDERS = ["next", "updated", "created", "id"] as const;

export interface TicketList {
  readonly tickets: readonly TicketLine[];
  readonly total: number;
  readonly problems: readonly Finding[];
}

/** Lists tickets. */
export const listOp = op({
  name: "list",
  summary: "List tickets",
  about:
    "Open ones, most pressing first, unless asked otherwise. A file that cannot be read is named and the others are listed all the same.",
  examples: ["docket list", "docket list --status ready --label auth", "docket list --all --limit 200 --json"],
  group: "tickets",
  effect: "read",
  tool: "Tickets as short lines, open ones unless status or all is given. Use limit.",
  input: {
    ...FILTERS,
    all: { type: "boolean", short: "a", describe: "Closed ones too." },
    limit: LIMIT,
    sort: { type: "string", default: "next", values: ORDERS, describe: "Order of the list." },
  },
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const filter = filterOf(given);
    if (given.sort === "next" && given.all !== true && filter.status === undefined)
      return listOpen(backlog.value, filter, given.limit);
    const { summaries, problems } = ticketsInStatus(backlog.value, wantedStatus(filter.status, given.all));
    const wanted = summaries.filter((summary) => matches(summary, filter));
    const sound = await refuseSlip(backlog.value, filter, wanted.length);
    if (!sound.ok) return sound;
    const sorted = orders[given.sort](wanted);
    return ok({ tickets: sorted.slice(0, given.limit).map(ticketLine), total: wanted.length, problems });
  },
});

/** What list shows when nothing else is asked; the order is kept beside the index. */
async function listOpen(backlog: Backlog, filter: Filter, limit: number): Promise<Result<TicketList>> {
  const find = (all: readonly Planned[]): Found => {
    const open = [...all.keys()].filter((place) => isOpen(all[place]?.status ?? ""));
    return { order: sortPlaces(all, open) };
  };
  const { lines, problems } = ticketsInOrder(backlog, { name: "open", given: "", find });
  const { tickets, total } = pickLines(lines, filter, limit);
  const sound = await refuseSlip(backlog, filter, total);
  return sound.ok ? ok({ tickets: tickets.map(ticketLine), total, problems }) : sound;
}

/** Open tickets, unless statuses are named or all are wanted. */
function wantedStatus(status: readonly string[] | undefined, all: boolean | undefined): (status: string) => boolean {
  if (status !== undefined) return (one) => status.includes(one);
  return all === true ? () => true : isOpen;
}

type Summaries = readonly Summary[];
type Sort = (summaries: Summaries) => Summaries;

const by = (field: "updated" | "created"): Sort => {
  const later = (a: Summary, b: Summary): boolean => a[field] > b[field] || (a[field] === b[field] && a.id < b.id);
  return (summaries) => summaries.toSorted((a, b) => (later(a, b) ? -1 : 1));
};

const orders: Readonly<Record<(typeof ORDERS)[number], Sort>> = {
  next: (summaries) => sortByNext(summaries, (summary) => summary),
  updated: by("updated"),
  created: by("created"),
  id: (summaries) => summaries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
};
