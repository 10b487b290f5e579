import type { Program, Run } from "../flow/engine.ts";
import { lookAgain } from "../gate/read-change.ts";
import { errorsIn } from "../gate/verdict/reasons.ts";
import { requirePassing } from "../gate/verdict/standing.ts";
import { err, ok, type Result } from "../std/result.ts";
import { orderIdsOf } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { doneEntry } from "./done-entry.ts";
import { notProven, notTheHolder, reasonNeeded } from "./faults.ts";
import { findOrder, type Held, heldOrder, isDriven, requireHolder } from "./order.ts";
import { freePorts } from "./ports.ts";
import { prove } from "./prove.ts";
import { readClaim } from "./read-claim.ts";
import { newEvent, record } from "./records.ts";
import { termsOf } from "./terms.ts";
import { readVerdict } from "./verdict-file.ts";
import { now, type Place, type Workshop } from "./workshop.ts";

export type FinishWish = {
  readonly order: string;
  readonly result: "done" | "failed" | "partial";
  readonly reason: string | null;
  /** A person's reason for not asking for a proof. */
  readonly skip: string | null;
};

export type Finished = {
  readonly order: string;
  readonly ticket: string;
  readonly result: "done" | "failed" | "partial";
  /** Where the ticket stands now. */
  readonly status: string;
  readonly verified: string | null;
};

/** Ends an attempt. Done only with a passing verdict at the branch's head; failed and partial give the ticket back. */
export const finishProgram = (shop: Workshop): Program<FinishWish, Finished> => ({
  name: "finish",
  version: 2,
  run: (run, wish) => finishSteps(shop, run, wish),
});

/** The steps of a finish, for programs of which it is a part. */
export async function finishSteps(shop: Workshop, run: Run, wish: FinishWish): Promise<Result<Finished>> {
  const found = findOrder(shop, wish.order);
  if (!found.ok) return found;
  const { order } = found.value;
  if (wish.result !== "done") return run.step("give back", () => giveBack(shop, order.id, wish));
  const proven = await run.step("prove", () => provenHead(shop, order.id, wish.skip));
  if (!proven.ok) return proven;
  return run.step("record the end", () => recordDone(shop, order.id, proven.value));
}

/** The branch's head, when a passing verdict stands for it; where there is none yet the proof is made, and ends the attempt if it passes. */
async function provenHead(shop: Workshop, id: string, skip: string | null): Promise<Result<string>> {
  const held = await heldOrder(shop, id);
  if (!held.ok) return held;
  const owner = requireHolder(shop, held.value.claim);
  if (!owner.ok) return owner;
  const standing = await standingProof(shop, held.value);
  if (!standing.ok) return standing;
  if (standing.value !== undefined) return ok(standing.value);
  const proof = await prove(shop, held.value, { skip: skip ?? undefined, ends: true });
  if (!proof.ok) return proof;
  const { passed, verdict } = proof.value;
  return passed ? ok(verdict.head) : err(notProven({ id, findings: errorsIn(verdict).map(({ message }) => message) }));
}

/** The head for which a passing verdict stands, and nothing lies beside it in the checkout. */
async function standingProof(shop: Workshop, { stored, worktree }: Held): Promise<Result<string | undefined>> {
  const verdict = readVerdict(shop, stored.order.id);
  if (!verdict.ok) return verdict.fault.code === "verdict-edited" ? verdict : ok(undefined);
  const { git, files } = shop.backlog.world;
  const looked = await lookAgain(git, files, worktree);
  if (!looked.ok) return looked;
  const { head = "", dirty } = looked.value;
  const stands = dirty.length === 0 && requirePassing(verdict.value, { order: stored.order.id, head }).ok;
  return ok(stands ? head : undefined);
}

async function recordDone(shop: Workshop, id: string, head: string): Promise<Result<Finished>> {
  const held = await heldOrder(shop, id);
  if (!held.ok) return held;
  const { order } = held.value.stored;
  const finished: Finished = {
    order: order.id,
    ticket: order.ticket,
    result: "done",
    status: "review",
    verified: head,
  };
  // The proof has ended it already.
  if (isDone(order, head)) return ok(finished);
  const renewed = await shop.claims.renew(held.value.claim, shop.author);
  if (!renewed.ok) return renewed;
  const at = { ticket: order.ticket, order: order.id };
  const recorded = await record(shop, at, (standing) =>
    isDone(standing.order?.order, head)
      ? ok(undefined)
      : ok({ ...doneEntry(shop, standing, { order: order.id, head }), message: `finish ${order.id}` }),
  );
  return recorded.ok ? ok(finished) : recorded;
}

const isDone = (order: Order | undefined, head: string): boolean =>
  order?.state === "done" && order.verified_at_sha === head;

/** The ticket goes back to ready, or to blocked when it failed as often as it may; the branch stays as it is. */
async function giveBack(shop: Workshop, id: string, wish: FinishWish): Promise<Result<Finished>> {
  const stored = findOrder(shop, id);
  if (!stored.ok) return stored;
  const { order } = stored.value;
  const { reason, result } = wish;
  if (reason === null || reason.trim() === "") return err(reasonNeeded({ verb: `finish --result ${result}` }));
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const claim = row.value?.claim;
  const ours = claim?.order === order.id && claim.state === "held" && isDriven(shop, claim) ? claim : undefined;
  const owner = ours === undefined ? ok(undefined) : requireHolder(shop, ours);
  if (!owner.ok) return owner;
  if (ours === undefined && (order.state === "running" || shop.token !== undefined))
    return err(notTheHolder({ id: order.id, holder: claim?.holder ?? "nobody", asker: shop.author.actor.name }));
  let status = "ready";
  const recorded = await record(
    shop,
    { ticket: order.ticket, order: order.id },
    ({ ticket: { ticket }, order: now_ }) => {
      const failures = failedAttempts(shop, order.ticket) + (result === "failed" ? 1 : 0);
      status = result === "failed" && failures >= termsOf(shop, ticket).maxAttempts ? "blocked" : "ready";
      if (now_?.order.state === result) return ok(undefined);
      const event = newEvent(shop, {
        kind: "status_changed",
        attributes: { from: ticket.status, to: status, result },
        refs: [`order:${order.id}`, `branch:${order.branch}`],
        body: reason,
      });
      return ok({
        ticket: [{ set: "status", to: status }, { set: "assignee", to: undefined }, event],
        order: { state: result, result, reason, finished_at: now(shop.backlog.world) },
        message: `${result === "failed" ? "fail" : "end in part"} ${order.id}`,
      });
    },
  );
  if (!recorded.ok) return recorded;
  if (ours !== undefined) {
    const released = await shop.claims.release(ours, shop.author, { reason });
    if (!released.ok) return released;
  }
  await freePorts(shop, order.id);
  return ok({ order: order.id, ticket: order.ticket, result, status, verified: null });
}

/** Attempts at a ticket that ended as failed since it was last requeued. */
function failedAttempts(shop: Place, ticket: string): number {
  return orderIdsOf(shop.backlog, ticket).filter((id) => {
    const order = findOrder(shop, id);
    return order.ok && order.value.order.state === "failed" && order.value.order.ticket === ticket;
  }).length;
}
