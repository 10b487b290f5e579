import { sortByNext } from "../plan/order.ts";
import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { ticketsInStatus } from "../store/read/all-tickets.ts";
import type { Summary } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { FILTERS, filterOf, LIMIT, matches, refuseSlip } from "./_filter.ts";
import { ticketLine } from "./_ticket-view.ts";
import { op } from "./op.ts";

const ORDERS = ["next", "updated", "created", "id"] as const;

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
    const { summaries, problems } = ticketsInStatus(backlog.value, wantedStatus(filter.status, given.all));
    const wanted = summaries.filter((summary) => matches(summary, filter));
    const sound = await refuseSlip(backlog.value, filter, wanted.length);
    if (!sound.ok) return sound;
    const sorted = orders[given.sort](wanted);
    return ok({ tickets: sorted.slice(0, given.limit).map(ticketLine), total: wanted.length, problems });
  },
});

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
