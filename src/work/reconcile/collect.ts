import { join } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import { isOrderId } from "../../store/orders/order-id.ts";
import type { Order } from "../../store/orders/schema.ts";
import { trashFolder } from "../discard-checkout.ts";
import { runFolder, runsFolder, type Workshop } from "../workshop.ts";
import { absolutePath, orderAt } from "../worktree.ts";
import { clearEnded, isSpent } from "./clear.ts";
import { hasClaim, isBusy, isOpenOrder, orderOf, readSurvey, type Survey } from "./survey.ts";

/** One thing that is no longer needed. */
export interface Piece {
  readonly what: "worktree" | "logs" | "journal" | "trash";
  readonly order: string;
  readonly place: string;
}

/** A worktree of an ended order that stays, as it holds work. */
export interface Kept {
  readonly order: string;
  readonly place: string;
  readonly why: string;
}

export interface Collected {
  readonly removed: readonly Piece[];
  readonly kept: readonly Kept[];
}

const DAY_MS = 86_400_000;

/** A deletion that goes on for longer than this is dead. */
const TRASH_MS = 3_600_000;

/** Removes, or names, what ended orders left once `orders.retentionDays` are over: clean and merged worktrees, private logs, journals. */
export async function collect(shop: Workshop, mode: "plan" | "apply"): Promise<Result<Collected>> {
  const seen = await readSurvey(shop);
  if (!seen.ok) return seen;
  const worktrees = await judgeWorktrees(shop, seen.value);
  const pieces = [
    ...worktrees.spent.map(({ piece }) => piece),
    ...logs(shop, seen.value),
    ...journals(shop, seen.value),
    ...trash(shop),
  ];
  if (mode === "plan") return ok({ removed: pieces, kept: worktrees.kept });
  for (const { order } of worktrees.spent) await clearEnded(shop, order);
  for (const piece of pieces) {
    const removed = await remove(shop, piece);
    if (!removed.ok) return removed;
  }
  return ok({ removed: pieces, kept: worktrees.kept });
}

async function remove({ engine, backlog }: Workshop, { what, place }: Piece): Promise<Result<unknown>> {
  if (what === "journal") return engine.forget(place);
  if (what === "logs" || what === "trash")
    return backlog.world.files.removeFolder(join(backlog.home.privateFolder, place));
  return ok(null);
}

const isOver = ({ backlog, settings }: Workshop, atMs: number): boolean =>
  backlog.world.clock.now() - atMs >= settings.orders.retentionDays * DAY_MS;

/** Ended long enough ago, and nobody acts on it. An order without a time has always been over. */
const isPast = (shop: Workshop, seen: Survey, order: Order): boolean =>
  !isOpenOrder(order) &&
  !hasClaim(seen, order.id) &&
  !isBusy(shop, seen, order.id) &&
  isOver(shop, Date.parse(order.finished_at ?? "") || 0);

interface Worktrees {
  readonly spent: readonly { readonly order: Order; readonly piece: Piece }[];
  readonly kept: readonly Kept[];
}

async function judgeWorktrees(shop: Workshop, seen: Survey): Promise<Worktrees> {
  const spent: { order: Order; piece: Piece }[] = [];
  const kept: Kept[] = [];
  for (const order of seen.orders.filter((one) => isPast(shop, seen, one))) {
    const path = absolutePath(shop, order.worktree);
    if (orderAt(shop, path) !== order.id) continue;
    const { id, worktree: place } = order;
    if (await isSpent(shop, { order, path })) spent.push({ order, piece: { what: "worktree", order: id, place } });
    else kept.push({ order: id, place, why: `it holds work that ${order.base} does not have` });
  }
  return { spent, kept };
}

function logs(shop: Workshop, seen: Survey): readonly Piece[] {
  const { files } = shop.backlog.world;
  const listed = files.list(runsFolder(shop));
  return (listed.ok ? [...listed.value].sort() : []).flatMap((name): Piece[] => {
    if (!isOrderId(name)) return [];
    const order = orderOf(seen, name);
    const isDone =
      order === undefined
        ? !hasClaim(seen, name) &&
          !isBusy(shop, seen, name) &&
          isOver(shop, files.stat(runFolder(shop, name))?.mtimeMs ?? 0)
        : isPast(shop, seen, order);
    return isDone ? [{ what: "logs", order: name, place: join("runs", name) }] : [];
  });
}

/** Checkouts that were put aside to be deleted, and whose deletion died: what is quick to delete is gone long before. */
function trash(shop: Workshop): readonly Piece[] {
  const { files } = shop.backlog.world;
  const namesIn = (folder: string): readonly string[] => {
    const listed = files.list(folder);
    return listed.ok ? [...listed.value].sort() : [];
  };
  return namesIn(trashFolder(shop)).flatMap((name): Piece[] => {
    const folder = join(trashFolder(shop), name);
    const putMs = files.stat(folder)?.mtimeMs ?? files.stampMs();
    if (files.stampMs() - putMs < TRASH_MS) return [];
    return [{ what: "trash", order: namesIn(folder)[0] ?? "", place: join("trash", name) }];
  });
}

const journals = (shop: Workshop, { runs }: Survey): readonly Piece[] =>
  runs.flatMap((run): Piece[] =>
    (run.state === "done" || run.state === "failed" || run.state === "cancelled") && isOver(shop, run.endedMs)
      ? [{ what: "journal", order: run.program, place: run.id }]
      : [],
  );
