import { ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { loadOrder } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { checkoutOf } from "./base-checkout.ts";
import type { ClaimRow } from "./claims/list.ts";
import { QUEUE_REFS } from "./land.ts";
import type { Workshop } from "./workshop.ts";
import { absolutePath } from "./worktree.ts";

/** One order that somebody holds. */
export interface Holding {
  readonly order: string;
  readonly ticket: string;
  readonly title: string;
  readonly state: string;
  readonly holder: string;
  readonly kind: string;
  readonly since: string;
  readonly heartbeat: string;
  /** Seconds since the last sign of life. */
  readonly silent: number;
  /** live, overdue (a person may take it over) or free. */
  readonly standing: string;
  readonly branch: string;
  readonly base: string;
  readonly ahead: number;
  readonly behind: number;
  readonly worktree: string;
  readonly port?: number;
}

/** Merged and proven work that a checkout of its base cannot take yet. */
export interface Waiting {
  readonly base: string;
  readonly tip: string;
  readonly commits: number;
  readonly folder: string | null;
}

/** Who decides about claims; null: this clone does. */
export interface Arbiter {
  readonly remote: string | null;
  /** `advisory`: a look right before publishing finds an overtaken holder, not git; `unknown` until something was pushed. */
  readonly fencing: "git" | "advisory" | "unknown";
}

export interface Overview {
  readonly claims: Arbiter;
  readonly tickets: Readonly<Record<string, number>>;
  readonly orders: readonly Holding[];
  readonly total: number;
  readonly waiting: readonly Waiting[];
}

/** What is going on: tickets by status, who holds what since when, and what waits to land. */
export async function overview(shop: Workshop, limit: number): Promise<Result<Overview>> {
  const claims = await shop.claims.list();
  if (!claims.ok) return claims;
  const held = claims.value.rows.filter(({ claim }) => claim.state === "held");
  const [orders, waiting] = await Promise.all([
    Promise.all(held.slice(0, limit).map((row) => holding(shop, row))),
    waitingWork(shop),
  ]);
  if (!waiting.ok) return waiting;
  return ok({
    claims: arbiter(shop),
    tickets: countByStatus(shop),
    orders,
    total: held.length,
    waiting: waiting.value,
  });
}

/** Who decides about the claims of a backlog. */
export function arbiter({ settings, claims }: Workshop): Arbiter {
  const { remote } = settings.claims;
  return { remote: remote === "none" || remote === "" ? null : remote, fencing: claims.fencing() ?? "unknown" };
}

function countByStatus({ backlog }: Workshop): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { status } of allTickets(backlog).summaries) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function holding(shop: Workshop, { claim, standing }: ClaimRow): Promise<Holding> {
  const stored = loadOrder(shop.backlog, claim.order);
  const order = stored.ok ? stored.value.order : undefined;
  const { ahead, behind } = order === undefined ? NOWHERE : await distance(shop, order);
  const silent = Math.max(0, Math.round((shop.backlog.world.clock.now() - Date.parse(claim.renewedAt)) / 1000));
  return {
    order: claim.order,
    ticket: claim.ticket,
    title: order?.title ?? "",
    state: order?.state ?? "being taken",
    holder: claim.holder,
    kind: claim.kind,
    since: claim.takenAt,
    heartbeat: claim.renewedAt,
    silent,
    standing: standing.is,
    branch: order?.branch ?? "",
    base: order?.base ?? "",
    ahead,
    behind,
    worktree: order === undefined ? "" : absolutePath(shop, order.worktree),
    ...(order?.port === undefined ? {} : { port: order.port }),
  };
}

const NOWHERE = { ahead: 0, behind: 0 } as const;

/** Commits the branch has that its base has not, and the other way round. */
async function distance({ backlog }: Workshop, { base, branch }: Order): Promise<{ ahead: number; behind: number }> {
  const counted = await gitText(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["rev-list", "--left-right", "--count", `refs/heads/${base}...refs/heads/${branch}`],
  });
  if (!counted.ok) return NOWHERE;
  const [behind = 0, ahead = 0] = counted.value.split(/\s+/).map(Number);
  return { ahead, behind };
}

/** Queues whose end the base has not reached. */
async function waitingWork(shop: Workshop): Promise<Result<readonly Waiting[]>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const listed = await gitText(git, { cwd, args: ["for-each-ref", "--format=%(objectname) %(refname)", QUEUE_REFS] });
  if (!listed.ok) return listed;
  const waiting: Waiting[] = [];
  for (const line of listed.value.split("\n").filter((one) => one !== "")) {
    const [tip = "", ref = ""] = line.split(" ");
    const base = ref.slice(QUEUE_REFS.length);
    const counted = await gitText(git, { cwd, args: ["rev-list", "--count", `refs/heads/${base}..${tip}`] });
    const commits = counted.ok ? Number(counted.value) : 0;
    if (commits === 0) continue;
    const checkout = await checkoutOf(shop, base);
    waiting.push({ base, tip, commits, folder: checkout.ok ? (checkout.value?.folder ?? null) : null });
  }
  return ok(waiting);
}
