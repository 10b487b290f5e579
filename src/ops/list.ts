import { byNext } from "../plan/order.ts";
import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { FILTERS, matches, wantsClosed } from "./_filter.ts";
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
    limit: {
      type: "integer",
      default: 50,
      min: 0,
      max: 1_000_000,
      short: "n",
      describe: "At most this many.",
      word: "N",
    },
    sort: { type: "string", default: "next", values: ORDERS, describe: "Order of the list." },
  },
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const { summaries, problems } = allTickets(backlog.value);
    const wanted = summaries.filter(
      (summary) => matches(summary, given) && (given.all === true || wantsClosed(summary, given)),
    );
    wanted.sort(orders[given.sort as (typeof ORDERS)[number]]);
    return ok({ tickets: wanted.slice(0, given.limit).map(ticketLine), total: wanted.length, problems });
  },
});

type Compare = (a: Parameters<typeof ticketLine>[0], b: Parameters<typeof ticketLine>[0]) => number;

const newestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

const orders: Readonly<Record<(typeof ORDERS)[number], Compare>> = {
  next: (a, b) => byNext(a, b),
  updated: (a, b) => newestFirst(a.updated, b.updated) || (a.id < b.id ? -1 : 1),
  created: (a, b) => newestFirst(a.created, b.created) || (a.id < b.id ? -1 : 1),
  id: (a, b) => (a.id < b.id ? -1 : 1),
};
