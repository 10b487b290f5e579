import { err, ok, type Result } from "../../std/result.ts";
import { verdictFailed, verdictForeign, verdictStale } from "../faults.ts";
import { reasonsOf } from "./reasons.ts";
import type { Verdict } from "./verdict-shape.ts";

/** Where an order stands now; a tree and a merge base are compared where they are given. */
export interface Standing {
  readonly order: string;
  readonly head: string;
  readonly headTree?: string;
  readonly mergeBase?: string;
}

/** Takes a verdict for what it is asked to show: that this order, as it stands now, passed. */
export function requirePassing(verdict: Verdict, now: Standing): Result<Verdict> {
  if (verdict.order !== now.order) return err(verdictForeign({ asked: now.order, found: verdict.order }));
  const stale = [
    ["head", now.head],
    ["headTree", now.headTree ?? verdict.headTree],
    ["mergeBase", now.mergeBase ?? verdict.mergeBase],
  ] as const;
  const moved = stale.find(([name, value]) => verdict[name] !== value);
  if (moved !== undefined) return err(verdictStale({ order: now.order, judged: verdict[moved[0]], now: moved[1] }));
  if (verdict.result === "passed") return ok(verdict);
  return err(verdictFailed({ order: now.order, reasons: reasonsOf(verdict) }));
}
