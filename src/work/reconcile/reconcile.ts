import { join } from "node:path";
import type { HeldLock } from "../../ports/locks.ts";
import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import { cutOffWrite, transact } from "../../store/write/transaction.ts";
import { MAX_RECONCILE_ROUNDS } from "../limits.ts";
import { now, type Workshop } from "../workshop.ts";
import type { Disagreement } from "./disagreement.ts";
import { findAll } from "./find.ts";

/** One repair: what was or would be done. */
export interface Repair {
  readonly code: string;
  readonly subject: string;
  readonly action: string;
  /** Why it did not come about. */
  readonly failed?: string;
}

export interface Reconciled {
  /** What --apply did, or would do. */
  readonly repairs: readonly Repair[];
  /** What disagrees; after --apply, what still does. */
  readonly findings: readonly Finding[];
}

/** What disagrees, and what could be done about it. Changes nothing (I7). */
export async function planReconcile(shop: Workshop): Promise<Result<Reconciled>> {
  const found = await findAll(shop);
  if (!found.ok) return found;
  const all = found.value.flat();
  return ok({ repairs: all.flatMap(planned), findings: all.map(({ finding }) => finding) });
}

const planned = ({ finding, subject, mending }: Disagreement): readonly Repair[] =>
  mending === undefined ? [] : [{ code: finding.code, subject, action: mending.action }];

/**
 * Repairs: looks at everything, settles what the first check with something to settle found, and looks again, until nothing is left
 * that was not tried. Each repair is one transaction of its own and looks again before it acts.
 */
export async function applyReconcile(shop: Workshop): Promise<Result<Reconciled>> {
  const alone = await holdReconcile(shop);
  if (!alone.ok) return alone;
  return settleAll(shop).finally(() => alone.value.release());
}

async function settleAll(shop: Workshop): Promise<Result<Reconciled>> {
  const finished = await finishWrite(shop);
  if (!finished.ok) return finished;
  const refreshed = await shop.claims.refresh();
  if (!refreshed.ok) return refreshed;
  const tried = new Map<string, Repair>();
  for (let round = 0; ; round += 1) {
    const found = await findAll(shop);
    if (!found.ok) return found;
    const open = found.value.map((ones) => ones.filter((one) => one.mending !== undefined && !tried.has(keyOf(one))));
    const next = open.find((ones) => ones.length > 0);
    if (next === undefined || round >= MAX_RECONCILE_ROUNDS)
      return ok({ repairs: [...tried.values()], findings: found.value.flat().map(({ finding }) => finding) });
    for (const one of next) {
      const repair = await carryOut(one);
      if (repair !== undefined) tried.set(keyOf(one), repair);
    }
  }
}

/** A write that a crash cut off is finished by whoever writes next. Where nothing else is to be settled, that is nobody. */
async function finishWrite({ backlog, writing }: Workshop): Promise<Result<void>> {
  if (cutOffWrite(backlog) === undefined) return ok(undefined);
  return transact(backlog, writing, () => ok({ set: { message: "", changes: [] }, output: undefined }));
}

const keyOf = ({ finding, subject }: Disagreement): string => `${finding.code} ${subject}`;

async function carryOut({ finding, subject, mending }: Disagreement): Promise<Repair | undefined> {
  if (mending === undefined) return undefined;
  const done = await mending.act();
  const repair = { code: finding.code, subject, action: mending.action };
  return done.ok ? repair : { ...repair, failed: done.fault.message };
}

function holdReconcile({ author, backlog, settings }: Workshop): Promise<Result<HeldLock>> {
  const { environment, locks } = backlog.world;
  const holder = {
    pid: environment.pid,
    host: environment.host,
    actor: author.actor.name,
    command: "reconcile",
    since: now(backlog.world),
  };
  return locks.acquire(join(backlog.home.privateFolder, "locks", "reconcile"), holder, settings.lock.waitMs);
}
