import type { Program, Run } from "../flow/engine.ts";
import { errorsIn } from "../gate/verdict/reasons.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { doneEntry } from "./done-entry.ts";
import { notProven } from "./faults.ts";
import type { Finished, FinishWish } from "./finished.ts";
import { requireInPlace } from "./moved-away.ts";
import { findOrder, type Held, heldOrder, requireHolder } from "./order.ts";
import type { Proving } from "./prove-change.ts";
import { type Ahead, hasVerdict } from "./read-ahead.ts";
import { record } from "./records.ts";
import type { Workshop } from "./workshop.ts";

/** Ends an attempt. Done only with a passing verdict at the branch's head; failed and partial give the ticket back. */
export const finishProgram = (shop: Workshop, ahead?: Ahead): Program<FinishWish, Finished> => ({
  name: "finish",
  version: 2,
  run: (run, wish) => finishSteps(shop, run, { ...wish, ahead }),
});

/** What is read ahead is no part of the wish that is recorded: a run that is gone on with reads for itself. */
type Finishing = FinishWish & Pick<Proving, "ahead">;

/** The steps of a finish, for programs of which it is a part. */
export async function finishSteps(shop: Workshop, run: Run, wish: Finishing): Promise<Result<Finished>> {
  const found = findOrder(shop, wish.order);
  if (!found.ok) return found;
  const { order } = found.value;
  if (wish.result !== "done") {
    const { giveBack } = await import("./give-back.ts");
    return run.step("give back", () => giveBack(shop, order.id, wish));
  }
  const proven = await run.step("prove", () => provenHead(shop, order.id, wish));
  if (!proven.ok) return proven;
  return run.step("record the end", () => recordDone(shop, order.id, proven.value));
}

/**
 * The branch's head, when a passing verdict stands for it; where there is none yet the proof is made, and ends the attempt if it passes.
 * What makes it is loaded while git is asked for the claim.
 */
async function provenHead(shop: Workshop, id: string, { skip, ahead }: Finishing): Promise<Result<string>> {
  const [held, { prove }] = await Promise.all([mayFinish(shop, id), loadProof()]);
  if (!held.ok) return held;
  const standing = await standingHead(shop, held.value);
  if (!standing.ok) return standing;
  if (standing.value !== undefined) return ok(standing.value);
  const proof = await prove(shop, held.value, { skip: skip ?? undefined, ends: true, ahead });
  if (!proof.ok) return proof;
  const { passed, verdict } = proof.value;
  return passed ? ok(verdict.head) : err(notProven({ id, findings: errorsIn(verdict).map(({ message }) => message) }));
}

/** What a finish would come to; a proof that is still to be made is not made (I7). */
export async function wouldFinish(shop: Workshop, wish: FinishWish): Promise<Result<Finished>> {
  const { order: id, result } = wish;
  if (result !== "done") return (await import("./give-back.ts")).giveBack(shop, id, wish);
  const held = await mayFinish(shop, id);
  if (!held.ok) return held;
  const standing = await standingHead(shop, held.value);
  if (!standing.ok) return standing;
  const { ticket } = held.value.stored.order;
  return ok({ order: id, ticket, result, status: "review", verified: standing.value ?? null, dryRun: true });
}

/** An order that the caller holds, and whose ticket nobody has moved away. */
async function mayFinish(shop: Workshop, id: string): Promise<Result<Held>> {
  const held = await heldOrder(shop, id);
  if (!held.ok) return held;
  const owner = requireHolder(shop, held.value.claim);
  if (!owner.ok) return owner;
  const ticket = loadTicket(shop.backlog, held.value.stored.order.ticket);
  if (!ticket.ok) return ticket;
  const inPlace = requireInPlace(ticket.value.ticket, { order: id, verb: "finish" });
  return inPlace.ok ? held : inPlace;
}

async function loadProof() {
  const proof = await import("./prove.ts");
  await proof.loadRules();
  return proof;
}

/** Most orders are finished without a verdict that was asked for before. */
async function standingHead(shop: Workshop, held: Held): Promise<Result<string | undefined>> {
  if (!hasVerdict(shop, held.stored.order.id)) return ok(undefined);
  const { standingProof } = await import("./standing-proof.ts");
  return standingProof(shop, held);
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
  const recorded = await record(shop, at, (standing) => {
    if (isDone(standing.order?.order, head)) return ok(undefined);
    // Somebody may have had another word while the proof was made.
    const inPlace = requireInPlace(standing.ticket.ticket, { order: order.id, verb: "finish" });
    if (!inPlace.ok) return inPlace;
    return ok({ ...doneEntry(shop, standing, { order: order.id, head }), message: `finish ${order.id}` });
  });
  return recorded.ok ? ok(finished) : recorded;
}

const isDone = (order: Order | undefined, head: string): boolean =>
  order?.state === "done" && order.verified_at_sha === head;
