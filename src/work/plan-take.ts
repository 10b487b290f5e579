import { ok, type Result } from "../std/result.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { obstacles, survey, unlikeWished } from "./candidates.ts";
import { MAX_CANDIDATES } from "./limits.ts";
import { judgedTickets } from "./ready-tickets.ts";
import type { TakeWish } from "./take.ts";
import type { Workshop } from "./workshop.ts";

/** One ticket in the list of what may be taken. */
export interface Takeable {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly priority: string;
  readonly takeable: boolean;
  /** Why not, in plain words. */
  readonly missing: readonly string[];
  readonly holder?: string;
}

export interface TakeList {
  readonly tickets: readonly Takeable[];
  readonly total: number;
}

export interface TakePlan {
  readonly ticket: Takeable | null;
  readonly dryRun: true;
}

type Filter = Pick<TakeWish, "epic" | "label"> & { readonly limit: number };

/** What could be taken now, in the order of `ready`, and for the rest why it cannot. */
export async function listTakeable(shop: Workshop, { epic, label, limit }: Filter): Promise<TakeList> {
  const { judged } = await judgedTickets(
    shop.backlog,
    ["ready", "blocked", "active"],
    (summary) => (epic === null || summary.epic === epic) && (label === null || summary.labels.includes(label)),
  );
  const all = await survey(shop);
  const holders = await liveHolders(shop);
  const tickets = judged.slice(0, limit).map(({ summary }): Takeable => {
    const { id, title, status, priority } = summary;
    const holder = holders.get(id);
    const stored = loadTicket(shop.backlog, id);
    const held = holder === undefined ? [] : [`held by ${holder}`];
    const missing = [
      ...held,
      ...(stored.ok ? obstacles(shop, stored.value.ticket, all).missing : [stored.fault.message]),
    ];
    const whose = holder === undefined ? {} : { holder };
    return { id, title, status, priority, takeable: missing.length === 0, missing, ...whose };
  });
  return { tickets, total: judged.length };
}

async function liveHolders(shop: Workshop): Promise<ReadonlyMap<string, string>> {
  const claims = await shop.claims.list();
  if (!claims.ok) return new Map();
  return new Map(
    claims.value.rows.flatMap(({ claim, standing }) => (standing.is === "free" ? [] : [[claim.ticket, claim.holder]])),
  );
}

/** What a take would come to; nothing is claimed or made (I7). */
export async function planTake(shop: Workshop, wish: TakeWish): Promise<Result<TakePlan>> {
  if (wish.ticket === null) {
    const { tickets } = await listTakeable(shop, { ...wish, limit: MAX_CANDIDATES });
    return ok({ ticket: tickets.find(({ takeable }) => takeable) ?? null, dryRun: true });
  }
  const stored = loadTicket(shop.backlog, wish.ticket);
  if (!stored.ok) return stored;
  const { id, title, status, priority } = stored.value.ticket;
  const { missing } = obstacles(shop, stored.value.ticket, await survey(shop));
  const holder = (await liveHolders(shop)).get(id);
  const held = holder === undefined ? [] : [`held by ${holder}`];
  const all = [...held, ...unlikeWished(stored.value.ticket, wish), ...missing];
  return ok({ ticket: { id, title, status, priority, takeable: all.length === 0, missing: all }, dryRun: true });
}
