import { relative } from "node:path";
import { judgeBudget } from "../gate/budget.ts";
import type { Change } from "../gate/change.ts";
import { judgeScope } from "../gate/scope.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import type { Order } from "../store/orders/schema.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { type Terms, termsOf } from "./terms.ts";
import type { Workshop } from "./workshop.ts";

export interface Judged {
  readonly terms: Terms;
  readonly scope: readonly Finding[];
  readonly budget: readonly Finding[];
}

/** Holds a change against what its ticket allows: paths, protected files, size. Nothing is run. */
export function judgeWork(shop: Workshop, order: Order, change: Change): Result<Judged> {
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const terms = termsOf(shop, stored.value.ticket);
  const { files, packageScripts } = shop.settings.protected;
  const scope = judgeScope(change, terms.scope, {
    protectedFiles: files,
    protectPackageScripts: packageScripts,
    backlogFolder: relative(shop.backlog.home.root, shop.backlog.home.folder),
    nowMs: shop.backlog.world.clock.now(),
  });
  return ok({ terms, scope, budget: judgeBudget(change, terms.budget) });
}
