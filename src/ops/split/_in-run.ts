import type { Slice } from "../../plan/split/propose-split.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import { transact } from "../../store/write/transaction.ts";
import { editTicket } from "../../ticket/edit.ts";
import type { Summary, Ticket } from "../../ticket/model.ts";
import { MAX_CANDIDATES } from "../../work/limits.ts";
import { judgedTickets } from "../../work/ready-tickets.ts";
import type { Workshop } from "../../work/workshop.ts";
import { type Asked, newEvent, now } from "../_change-ticket.ts";
import { splitNotPossible } from "../faults.ts";
import { promoteThese } from "../refine/_promote.ts";
import { applySplit } from "./_apply.ts";
import { mayApply, type Proposed, proposalFor } from "./_proposal.ts";

/** A ticket that was too large, and what became of it. */
export interface SplitInRun {
  readonly ticket: string;
  readonly title: string;
  readonly reasons: readonly string[];
  readonly parts: number;
  /** The slices that took its place; none where a person has to decide, or in a dry run. */
  readonly into: readonly string[];
  /** What holds slices before ready. */
  readonly kept: readonly { readonly id: string; readonly missing: readonly string[] }[];
  readonly needsPerson: boolean;
}

export interface SplitWish {
  readonly epic: string | null;
  readonly label: string | null;
  /** So many of the next tickets are looked at, as so many may be taken at once. */
  readonly ahead: number;
}

/**
 * Splits the next tickets that are too large, until what comes next is not: the slices take their place and are made ready like any ticket.
 * What a person has to decide gets the proposal in its thread once, and waits as a question. What somebody holds stays whole, and so does
 * what a person forced into ready, or gave back without an answer to the question.
 */
export async function splitNext(asked: Asked, shop: Workshop, wish: SplitWish): Promise<Result<readonly SplitInRun[]>> {
  const done: SplitInRun[] = [];
  for (let round = 0; round < MAX_CANDIDATES; round += 1) {
    const next = await nextLarge(shop, wish);
    if (!next.ok) return next;
    if (next.value === undefined) break;
    const one = next.value.proposal.forPerson
      ? await askPerson(asked, shop, next.value)
      : await splitOne(asked, shop, next.value);
    // Somebody was faster: the ticket is theirs now.
    if (!one.ok && one.fault.code === "split-not-possible") break;
    if (!one.ok) return one;
    done.push(one.value);
  }
  return ok(done);
}

/** What a run would split or ask about now; for a dry run, which changes nothing (I7). */
export async function wouldSplit(shop: Workshop, wish: SplitWish): Promise<Result<readonly SplitInRun[]>> {
  const large = await largeTickets(shop, { ...wish, ahead: MAX_CANDIDATES });
  return large.ok ? ok(large.value.map((one) => told(one, {}))) : large;
}

async function nextLarge(shop: Workshop, wish: SplitWish): Promise<Result<Proposed | undefined>> {
  const large = await largeTickets(shop, wish);
  return large.ok ? ok(large.value[0]) : large;
}

/** Of the tickets that may be taken next those that are too large, in their order. */
async function largeTickets(shop: Workshop, { epic, label, ahead }: SplitWish): Promise<Result<readonly Proposed[]>> {
  const fits = (one: Summary): boolean =>
    one.status === "ready" && (epic === null || one.epic === epic) && (label === null || one.labels.includes(label));
  const { judged } = await judgedTickets(shop.backlog, ["ready"], fits);
  const held = await heldTickets(shop);
  if (!held.ok) return held;
  const large: Proposed[] = [];
  let small = 0;
  for (const { summary } of judged.slice(0, MAX_CANDIDATES)) {
    if (small >= ahead) break;
    if (held.value.has(summary.id)) continue;
    const proposed = proposalFor(shop, summary.id);
    // A file that cannot be read, or went away, is no ticket that could be next.
    if (!proposed.ok) continue;
    if (isToBeSplit(proposed.value)) large.push(proposed.value);
    else small += 1;
  }
  return ok(large);
}

function isToBeSplit({ stored: { ticket }, proposal }: Proposed): boolean {
  return proposal.slices.length > 0 && !wasAsked(ticket) && !wasForced(ticket);
}

const PROPOSED = "proposed";

const wasAsked = ({ events }: Ticket): boolean => events.some(({ attributes }) => attributes.split === PROPOSED);

const wasForced = ({ events }: Ticket): boolean =>
  events.findLast(({ attributes: { from, to } }) => from === "refined" && to === "ready")?.attributes.forced === "yes";

async function heldTickets({ claims }: Workshop): Promise<Result<ReadonlySet<string>>> {
  const listed = await claims.list();
  if (!listed.ok) return listed;
  const held = listed.value.rows.filter(({ standing }) => standing.is !== "free");
  return ok(new Set(held.map(({ claim }) => claim.ticket)));
}

/** Decides anew under the lock: somebody may have taken, changed or split it meanwhile. */
async function splitOne(asked: Asked, shop: Workshop, { stored }: Proposed): Promise<Result<SplitInRun>> {
  const { id } = stored.ticket;
  const split = await transact(shop.backlog, shop.writing, async () => {
    const proposed = proposalFor(shop, id);
    if (!proposed.ok) return proposed;
    const allowed = mayApply(shop, proposed.value);
    if (!allowed.ok) return allowed;
    const held = await heldTickets(shop);
    if (!held.ok) return held;
    if (held.value.has(id)) return err(splitNotPossible({ id, reason: "somebody took it" }));
    const { slices, reasons } = proposed.value.proposal;
    const applied = await applySplit({ desk: shop, stored: proposed.value.stored, slices, reasons });
    if (!applied.ok) return applied;
    return ok({ set: applied.value.set, output: { proposed: proposed.value, into: applied.value.ids } });
  });
  if (!split.ok) return split;
  const { proposed, into } = split.value;
  const promoted = await promoteThese(asked, shop, new Set(into));
  if (!promoted.ok) return promoted;
  const kept = promoted.value.kept.map(({ id: slice, missing }) => ({ id: slice, missing }));
  return ok(told(proposed, { into, kept }));
}

/** The question keeps the ticket from being taken, and the event keeps it from being asked twice. */
async function askPerson({ world }: Asked, shop: Workshop, wanted: Proposed): Promise<Result<SplitInRun>> {
  const { id } = wanted.stored.ticket;
  return transact(shop.backlog, shop.writing, () => {
    const stored = loadTicket(shop.backlog, id);
    if (!stored.ok) return stored;
    const question = `Is it to be split? docket split ${id} --yes, or docket edit ${id} --unset action_required`;
    const attributes = { split: PROPOSED };
    const edited = editTicket(stored.value.text, [
      { set: "action_required", to: question },
      { set: "updated", to: now(world) },
      newEvent(world, shop.author, { kind: "comment", attributes, body: proposalText(wanted) }),
    ]);
    if (!edited.ok) return edited;
    const changes = [{ path: stored.value.path, before: stored.value.bytes, after: edited.value }];
    return ok({ set: { message: `${id}: ask whether it is to be split`, changes }, output: told(wanted, {}) });
  });
}

function proposalText({ proposal: { reasons, slices } }: Proposed): string {
  const parts = slices.map((slice, at) => `${at + 1}. ${sliceText(slice)}`);
  return `It is large for one go: ${reasons.join("; ")}. It could be split into ${slices.length}:\n\n${parts.join("\n")}`;
}

function sliceText({ effort, criteria, files, after }: Slice): string {
  return [
    ...(effort === undefined ? [] : [`effort ${effort}`]),
    `criteria ${criteria.map(({ id }) => id).join(", ")}`,
    ...(files.length === 0 ? [] : [`files ${files.map(({ path }) => path).join(", ")}`]),
    ...(after.length === 0 ? [] : [`after part ${after.map((before) => before + 1).join(", ")}`]),
  ].join("; ");
}

function told({ stored, proposal }: Proposed, done: Partial<Pick<SplitInRun, "into" | "kept">>): SplitInRun {
  const { id, title } = stored.ticket;
  const { reasons, slices, forPerson } = proposal;
  return {
    ticket: id,
    title,
    reasons,
    parts: slices.length,
    into: done.into ?? [],
    kept: done.kept ?? [],
    needsPerson: forPerson,
  };
}
