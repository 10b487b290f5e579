import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { ticketsInStatus } from "../store/read/all-tickets.ts";
import type { Summary } from "../ticket/model.ts";
import { isOpen, STATUSES } from "../ticket/statuses.ts";
import { statusIn } from "../ticket/summary-line.ts";
import { openTickets } from "../work/ready-tickets.ts";
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
    if (given.sort === "next") return listNext(backlog.value, filter, { limit: given.limit, all: given.all === true });
    const { summaries, problems } = ticketsInStatus(backlog.value, wantedStatus(filter.status, given.all));
    const wanted = summaries.filter((summary) => matches(summary, filter));
    const sound = await refuseSlip(backlog.value, filter, wanted.length);
    if (!sound.ok) return sound;
    const sorted = orders[given.sort](wanted);
    return ok({ tickets: sorted.slice(0, given.limit).map(ticketLine), total: wanted.length, problems });
  },
});

/** Open tickets in the one order, which is kept beside the index; closed ones, where they are wanted, come after them. */
async function listNext(
  backlog: Backlog,
  filter: Filter,
  { limit, all }: { readonly limit: number; readonly all: boolean },
): Promise<Result<TicketList>> {
  const isWanted = wantedStatus(filter.status, all);
  const { lines, problems } = await openTickets(backlog);
  // A look at one column is cheap; only lines that may be meant are read whole.
  const open = pickLines(
    filter.status === undefined ? lines : lines.filter((line) => isWanted(statusIn(line))),
    filter,
    limit,
  );
  const closed = CLOSED.some(isWanted)
    ? ticketsInStatus(backlog, (status) => !isOpen(status) && isWanted(status)).summaries
    : [];
  const over = closed.filter((summary) => matches(summary, filter));
  const total = open.total + over.length;
  const sound = await refuseSlip(backlog, filter, total);
  if (!sound.ok) return sound;
  const tickets = [...open.tickets, ...byPriority(over)].slice(0, limit);
  return ok({ tickets: tickets.map(ticketLine), total, problems });
}

const CLOSED: readonly string[] = STATUSES.filter((status) => !isOpen(status));

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

/** What is closed is not worked on any more, so it has no score: priority, then age, then id. */
function byPriority(summaries: Summaries): Summaries {
  const keyOf = ({ priority, created, id }: Summary): string => `${priority || LAST}\0${created || LAST}\0${id}`;
  return summaries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const LAST = "\uffff";

const orders: Readonly<Record<Exclude<(typeof ORDERS)[number], "next">, Sort>> = {
  updated: by("updated"),
  created: by("created"),
  id: (summaries) => summaries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
};
