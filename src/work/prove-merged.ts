import { type CheckEvidence, holds } from "../gate/run-check.ts";
import { errorsIn } from "../gate/verdict/reasons.ts";
import { printVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { err, ok, type Result } from "../std/result.ts";
import { orderPath } from "../store/orders/orders.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { notProven } from "./faults.ts";
import { requireAgreed } from "./may-run.ts";
import type { MergeOrder } from "./merge-order.ts";
import { keepMergedVerdict, mergedVerdict } from "./merged-verdict.ts";
import { fileOf } from "./order-files.ts";
import type { Excused } from "./red-before.ts";
import { type Merged, notYetPassed, reasonToRest } from "./rests-on.ts";
import { type Named, type Owed, runOwed } from "./run-owed.ts";
import { sendBack } from "./send-back.ts";
import { type Check, termsOf } from "./terms.ts";
import { MERGED_VERDICT, readVerdict } from "./verdict-file.ts";
import { now, type Workshop } from "./workshop.ts";

/**
 * Proves the merged result: two changes that pass alone may fail together. Only what the first proof does not answer already is run,
 * in a private checkout. The verdict says what was run and what it rests on; one that failed gives the order back to its holder.
 */
export async function proveMerged(shop: Workshop, order: MergeOrder, merged: Merged): Promise<Result<null>> {
  const startedAt = now(shop.backlog.world);
  const first = readVerdict(shop, order.id);
  if (!first.ok) return first;
  const reason = await reasonToRest(shop, first.value, merged);
  if (!reason.ok) return reason;
  const checks = checksOf(shop, order);
  if (!checks.ok) return checks;
  const owed = owedBy(checks.value, first.value, reason.value);
  const ran =
    owed.length === 0
      ? ok(NOTHING_RUN)
      : await runAgreed(shop, order, { commit: merged.tip, onto: merged.onto, checks: owed });
  if (!ran.ok) return ran;
  const said = { first: first.value, merged, ...ran.value, reason: reason.value, startedAt };
  const verdict = await mergedVerdict(shop, said);
  if (!verdict.ok) return verdict;
  if (verdict.value.result === "failed") return giveBack(shop, order, verdict.value);
  const kept = keepMergedVerdict(shop, verdict.value);
  return kept.ok ? ok(null) : kept;
}

const NOTHING_RUN: Excused = { checks: [], runs: [] };

function owedBy(checks: readonly Check[], first: Verdict, reason: string | undefined): readonly Check[] {
  if (reason === undefined) return checks;
  // A person let this very tree pass without a proof.
  return first.skipped === undefined ? notYetPassed(checks, first) : [];
}

async function giveBack(shop: Workshop, order: MergeOrder, verdict: Verdict): Promise<Result<null>> {
  const fault = notProven({ id: order.id, findings: errorsIn(verdict).map(({ message }) => message) });
  const file = fileOf(shop, orderPath(order.id, MERGED_VERDICT), printVerdict(verdict));
  const back = await sendBack(shop, order, { reason: fault.message, files: [file] });
  return back.ok ? err(fault) : back;
}

/** Runs every gate again at a commit, whatever was run before, and says what was run. */
export async function runGatesAt(
  shop: Workshop,
  order: Named,
  commit: string,
): Promise<Result<readonly CheckEvidence[]>> {
  const checks = checksOf(shop, order);
  if (!checks.ok) return checks;
  const verdict = readVerdict(shop, order.id);
  if (!verdict.ok) return verdict;
  const ran = await runAgreed(shop, order, { commit, onto: verdict.value.mergeBase, checks: checks.value });
  if (!ran.ok) return ran;
  const failed = ran.value.checks.filter((check) => !holds(check));
  const findings = failed.map(({ name, command }) => `${name} (${command}) fails`);
  return findings.length === 0 ? ok(ran.value.checks) : err(notProven({ id: order.id, findings }));
}

async function runAgreed(shop: Workshop, order: Named, owed: Owed): ReturnType<typeof runOwed> {
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const agreed = requireAgreed(shop, stored.value.ticket);
  return agreed.ok ? runOwed(shop, order, owed) : agreed;
}

/** The gates of an order, and CI's command behind them. */
function checksOf(shop: Workshop, order: Named): Result<readonly Check[]> {
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const { checks } = termsOf(shop, stored.value.ticket);
  const { ci } = shop.settings.gates;
  const isKnown = ci === undefined || ci === "" || checks.some(({ command }) => command === ci);
  return ok(isKnown ? checks : [...checks, { name: "ci", command: ci }]);
}
