import type { Result } from "../../std/result.ts";
import type { Workshop } from "../workshop.ts";
import { checkCheckouts } from "./checkouts.ts";
import { checkClaims } from "./claims.ts";
import type { Check, Disagreement } from "./disagreement.ts";
import { checkLeftovers } from "./leftovers.ts";
import { checkMerged } from "./merged.ts";
import { checkOrders } from "./orders.ts";
import { checkProofs } from "./proofs.ts";
import { checkQueues } from "./queues.ts";
import { checkRuns } from "./runs.ts";
import { checkStatuses } from "./statuses.ts";
import { checkStrays } from "./strays.ts";
import { readSurvey } from "./survey.ts";

/** Every look there is, in the order in which repairs are made: what one settles, the next ones take as given. */
const CHECKS: readonly Check[] = [
  checkRuns,
  checkClaims,
  checkOrders,
  checkMerged,
  checkStatuses,
  checkCheckouts,
  checkQueues,
  checkLeftovers,
  checkStrays,
  checkProofs,
];

/** Looks at everything once; for each check what it found. */
export async function findAll(shop: Workshop): Promise<Result<readonly (readonly Disagreement[])[]>> {
  const seen = await readSurvey(shop);
  if (!seen.ok) return seen;
  const found: (readonly Disagreement[])[] = [];
  for (const check of CHECKS) found.push(await check(shop, seen.value));
  return { ok: true, value: found };
}
