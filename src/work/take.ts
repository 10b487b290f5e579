import type { Program, Run } from "../flow/engine.ts";
import type { Json } from "../flow/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { freeOrderId, hasSuffix } from "../store/orders/order-id.ts";
import { loadOrder, newOrderChange, orderIds, orderIdsOf } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import type { Summary, Ticket, TicketId } from "../ticket/model.ts";
import { type Base, findBase } from "./base.ts";
import { obstacles, survey, unlikeWished } from "./candidates.ts";
import type { Claim, HolderKind } from "./claims/claim.ts";
import { claimHeld } from "./claims/faults.ts";
import type { ClaimRow } from "./claims/list.ts";
import { nothingToTake, notTakeable } from "./faults.ts";
import { MAX_CANDIDATES } from "./limits.ts";
import { requireTrust } from "./may-run.ts";
import { orderEnvironment } from "./order.ts";
import { freePorts, takePorts } from "./ports.ts";
import { readClaim } from "./read-claim.ts";
import { judgedTickets } from "./ready-tickets.ts";
import { newEvent, record } from "./records.ts";
import { setUp } from "./set-up.ts";
import type { Taken } from "./taken.ts";
import { termsOf } from "./terms.ts";
import { now, type Workshop } from "./workshop.ts";
import {
  makeBranch,
  makeWorktree,
  recordedPath,
  removeBranch,
  removeWorktree,
  wasMadeFor,
  worktreePath,
} from "./worktree.ts";

/** What is to be taken. */
export type TakeWish = {
  /** One ticket; null: the next that fits. */
  readonly ticket: string | null;
  readonly epic: string | null;
  readonly label: string | null;
  readonly owner: string;
  readonly holder: HolderKind;
  /** The last part of the order's id, drawn before anything happens, so that a repeated step finds its own work. */
  readonly suffix: string;
  readonly offline: boolean;
};

/** Takes a ticket: claim, branch, checkout, set-up, record. A failure takes back exactly what this attempt made (I10). */
export const takeProgram = (shop: Workshop): Program<TakeWish, Taken> => ({
  name: "take",
  version: 1,
  run: (run, wish) => takeSteps(shop, run, wish),
});

/** The steps of a take, for programs in which it is the beginning. */
export async function takeSteps(shop: Workshop, run: Run, wish: TakeWish): Promise<Result<Taken>> {
  const picked = await run.step("claim", () => pick(shop, wish));
  if (!picked.ok) return picked;
  const { from, ...taken } = picked.value;
  if (!taken.fresh) return ok(taken);
  const made = await make(shop, run, { taken: picked.value, wish });
  if (made.ok) return made;
  const undone = await run.undo("take back", () => undo(shop, { ...taken, from }));
  return undone.ok ? made : undone;
}

async function make(
  shop: Workshop,
  run: Run,
  { taken, wish }: { taken: Picked; wish: TakeWish },
): Promise<Result<Taken>> {
  const path = worktreePath(shop, taken.order);
  const checkout = { order: taken.order, branch: taken.branch, path, from: taken.from };
  const branched = await run.step("branch", async () => nothing(await makeBranch(shop, checkout)));
  if (!branched.ok) return branched;
  const port = await run.step("ports", async () => orNull(await takePorts(shop, taken.order)));
  if (!port.ok) return port;
  const { from, ...rest } = taken;
  const whole: Taken = { ...rest, port: port.value };
  const stands = await run.step("worktree", async () => nothing(await makeWorktree(shop, checkout)));
  if (!stands.ok) return stands;
  const ready = await run.step("set up", async () => nothing(await setUp(shop, path, orderEnvironment(whole))));
  if (!ready.ok) return ready;
  const recorded = await run.step("record the take", () => recordTake(shop, { ...whole, from }, wish));
  return recorded.ok ? ok(whole) : recorded;
}

type Picked = Taken & { readonly from: string };

async function pick(shop: Workshop, wish: TakeWish): Promise<Result<Picked>> {
  const base = await findBase(shop);
  if (!base.ok) return base;
  const trusted = shop.settings.orders.setUp.commands.length === 0 ? ok(undefined) : requireTrust(shop);
  if (!trusted.ok) return trusted;
  return wish.ticket === null
    ? pickNext(shop, wish, base.value)
    : pickOne(shop, wish, { ticket: wish.ticket, base: base.value });
}

async function pickOne(
  shop: Workshop,
  wish: TakeWish,
  { ticket: query, base }: { ticket: string; base: Base },
): Promise<Result<Picked>> {
  const stored = loadTicket(shop.backlog, query);
  if (!stored.ok) return stored;
  const { ticket } = stored.value;
  const row = await shop.claims.read(ticket.id);
  if (!row.ok) return row;
  const held = row.value === undefined ? undefined : holds(shop, wish, row.value);
  if (held !== undefined) return held;
  const unlike = unlikeWished(ticket, wish);
  if (unlike.length > 0)
    return err(
      notTakeable({ id: ticket.id, missing: unlike, wayOut: "leave --epic and --label out, or docket take --next" }),
    );
  const { missing, wayOut } = obstacles(shop, ticket, await survey(shop));
  if (missing.length > 0) return err(notTakeable({ id: ticket.id, missing, wayOut }));
  return claimTicket(shop, wish, { ticket: ticket.id, title: ticket.title, base });
}

async function pickNext(shop: Workshop, wish: TakeWish, base: Base): Promise<Result<Picked>> {
  const claims = await shop.claims.list();
  if (!claims.ok) return claims;
  const { rows } = claims.value;
  // A claim of this very take, from before a crash: one that has a record was another take that happened to get the same suffix.
  const mine = rows.find(
    (row) => hasSuffix(row.claim.order, wish.suffix) && isOurs(wish, row) && !hasRecord(shop, row.claim.order),
  );
  if (mine !== undefined) return claimTicket(shop, wish, { ticket: mine.claim.ticket, title: "", base });
  const live = new Set<string>(rows.filter(({ standing }) => standing.is !== "free").map(({ claim }) => claim.ticket));
  const fits = (summary: Summary) =>
    summary.status === "ready" &&
    (wish.epic === null || summary.epic === wish.epic) &&
    (wish.label === null || summary.labels.includes(wish.label));
  const { judged } = await judgedTickets(shop.backlog, ["ready"], fits);
  const all = await survey(shop);
  const refused: string[] = [];
  let held = 0;
  for (const { summary } of judged.slice(0, MAX_CANDIDATES)) {
    if (live.has(summary.id)) {
      held += 1;
      continue;
    }
    const stored = loadTicket(shop.backlog, summary.id);
    if (!stored.ok) continue;
    const { missing } = obstacles(shop, stored.value.ticket, all);
    if (missing.length > 0) {
      refused.push(`${summary.id}: ${missing[0]}`);
      continue;
    }
    const claimed = await claimTicket(shop, wish, { ticket: stored.value.ticket.id, title: summary.title, base });
    if (claimed.ok || claimed.fault.code !== "claim-held") return claimed;
    held += 1;
  }
  return err(nothingToTake({ ready: judged.length, taken: held, refused }));
}

async function claimTicket(
  shop: Workshop,
  wish: TakeWish,
  what: { ticket: TicketId; title: string; base: Base },
): Promise<Result<Picked>> {
  const { ticket, title, base } = what;
  const order = freeOrderId(ticket, wish.suffix, (id) => hasRecord(shop, id));
  const by = { ...shop.author, actor: { ...shop.author.actor, name: wish.owner } };
  const claim = await shop.claims.take({ ticket, order, by, kind: wish.holder, offline: wish.offline });
  if (!claim.ok) return claim;
  const branch = branchName(shop, { order, ticket });
  const worktree = recordedPath(shop, worktreePath(shop, order));
  const { token } = claim.value;
  return ok({
    order,
    ticket,
    title,
    branch,
    worktree,
    base: base.branch,
    from: base.commit,
    token,
    port: null,
    fresh: true,
  });
}

const hasRecord = (shop: Workshop, order: string): boolean => orderIds(shop.backlog).includes(order);

/** The name of an order's branch by the pattern of the settings. */
export const branchName = ({ settings }: Workshop, { order, ticket }: { order: string; ticket: string }): string =>
  settings.orders.branch.replaceAll("{order}", order).replaceAll("{ticket}", ticket);

const isOurs = (wish: TakeWish, { claim, standing }: ClaimRow): boolean =>
  standing.is !== "free" && claim.holder === wish.owner && claim.kind === wish.holder;

/** What the claim on a ticket means to who wants it: theirs already, somebody else's, or nothing that stands in the way. */
function holds(shop: Workshop, wish: TakeWish, row: ClaimRow): Result<Picked> | undefined {
  const { claim, standing } = row;
  if (isOurs(wish, row)) {
    const held = heldAlready(shop, claim);
    return held === undefined ? undefined : ok(held);
  }
  return standing.is === "free" ? undefined : err(claimHeld({ claim, overdue: standing.is === "overdue" }));
}

/** The order of a claim that the caller holds, where its record is whole; else the take goes on from the claim. */
function heldAlready(shop: Workshop, claim: Claim): Picked | undefined {
  const stored = loadOrder(shop.backlog, claim.order);
  if (!stored.ok || stored.value.order.state !== "running") return undefined;
  const { id, ticket, title, branch, worktree, base, base_commit, token, port } = stored.value.order;
  return {
    order: id,
    ticket,
    title,
    branch,
    worktree,
    base,
    from: base_commit,
    token,
    port: port ?? null,
    fresh: false,
  };
}

function recordTake(shop: Workshop, taken: Picked, wish: TakeWish): Promise<Result<null>> {
  const { order: id, ticket } = taken;
  return record(shop, { ticket, order: id }, (standing) => {
    if (standing.order !== undefined) return ok(undefined);
    const { status } = standing.ticket.ticket;
    const order = newOrder(shop, { taken, wish, ticket: standing.ticket.ticket });
    const event = newEvent(shop, {
      kind: "status_changed",
      attributes: { from: status, to: "doing", attempt: String(order.attempt) },
      refs: [`order:${id}`, `branch:${taken.branch}`],
    });
    return ok({
      ticket: [{ set: "status", to: "doing" }, { set: "assignee", to: wish.owner }, event],
      files: [newOrderChange(order)],
      message: `take as ${id}`,
    });
  });
}

interface NewOrder {
  readonly taken: Picked;
  readonly wish: TakeWish;
  readonly ticket: Ticket;
}

function newOrder(shop: Workshop, { taken, wish, ticket }: NewOrder): Order {
  const earlier = orderIdsOf(shop.backlog, taken.ticket).length;
  const { branch, worktree, base, token, port } = taken;
  return {
    version: 1,
    id: taken.order,
    ticket: taken.ticket,
    title: ticket.title,
    attempt: earlier + 1,
    state: "running",
    owner: wish.owner,
    holder: wish.holder,
    token,
    base,
    base_commit: taken.from,
    branch,
    worktree,
    dod: termsOf(shop, ticket).dodId,
    port: port ?? undefined,
    started_at: now(shop.backlog.world),
    finished_at: undefined,
    result: undefined,
    reason: undefined,
    failed_verifies: 0,
    verified_at_sha: undefined,
    merged_at_sha: undefined,
  };
}

/** Backwards over what this attempt may have made; each piece goes only while it holds nothing else (I10). */
async function undo(shop: Workshop, taken: Picked): Promise<Result<null>> {
  const path = worktreePath(shop, taken.order);
  await removeWorktree(shop, path, "whatever is in it");
  const { order, branch, from } = taken;
  if (await wasMadeFor(shop, order, branch)) await removeBranch(shop, { order, branch, path, from });
  await freePorts(shop, taken.order);
  const row = await readClaim(shop, taken.ticket);
  if (!row.ok || row.value?.claim.order !== taken.order) return ok(null);
  const released = await shop.claims.release(row.value.claim, shop.author, { reason: "taking it failed" });
  return released.ok ? ok(null) : released;
}

const nothing = (result: Result<void>): Result<null> => (result.ok ? ok(null) : result);
const orNull = <T extends Json>(result: Result<T | undefined>): Result<T | null> =>
  result.ok ? ok(result.value ?? null) : result;
