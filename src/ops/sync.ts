import type { World } from "../ports/world.ts";
import { ok, type Result } from "../std/result.ts";
import { syncBacklog } from "../store/sync/sync.ts";
import type { Settlement } from "../work/claims/settle.ts";
import { openDesk } from "./_change-ticket.ts";
import { type Call, op } from "./op.ts";
import { openWorkshop } from "./orders/_workshop.ts";

/** What the remote said about a ticket that was taken offline. */
export interface SettledClaim {
  readonly ticket: string;
  readonly outcome: Settlement["is"];
  readonly holder?: string;
  /** Of the one who lost: the order that nobody can finish now. */
  readonly order?: string;
  /** Why nothing could be settled. */
  readonly message?: string;
}

/** Brings this clone and a remote to the same backlog. */
export const syncOp = op({
  name: "sync",
  summary: "Exchange the backlog with the remote: fetch, merge, push",
  about:
    "Tickets are merged field by field and event by event, so there is never a conflict to solve by hand; where two sides wrote different values, the one that lost is kept in the ticket's thread.",
  examples: ["docket sync", "docket sync --remote upstream --json"],
  group: "backlog",
  effect: "write",
  input: {
    remote: { type: "string", describe: "Remote to exchange with; origin unless set otherwise.", word: "name" },
  },
  async run(world, call, { remote }) {
    const desk = await openDesk(world, call, "sync");
    if (!desk.ok) return desk;
    const report = await syncBacklog(desk.value.backlog, desk.value.writing, remote);
    if (!report.ok) return report;
    const claims = call.dryRun ? ok([]) : await settleClaims(world, call);
    if (!claims.ok) return claims;
    const { findings, ...rest } = report.value;
    const settled = claims.value.length === 0 ? {} : { claims: claims.value };
    return ok({ ...rest, ...settled, problems: findings, ...(call.dryRun ? { dryRun: true } : {}) });
  },
});

/** Where a remote decides about claims: asks it about those taken offline, and learns who holds what. */
async function settleClaims(world: World, call: Call): Promise<Result<readonly SettledClaim[]>> {
  const desk = await openDesk(world, call, "sync");
  if (!desk.ok) return desk;
  const { remote } = desk.value.settings.claims;
  if (remote === "" || remote === "none") return ok([]);
  const shop = await openWorkshop(world, call, "sync");
  if (!shop.ok) return shop;
  const { claims, author } = shop.value;
  const settled = await claims.settle(author);
  if (!settled.ok) return settled;
  const refreshed = await claims.refresh();
  if (!refreshed.ok) return refreshed;
  return ok(settled.value.map(asSettled));
}

function asSettled(settlement: Settlement): SettledClaim {
  const { ticket, is: outcome } = settlement;
  if (settlement.is === "won") return { ticket, outcome, holder: settlement.claim.holder };
  if (settlement.is === "lost")
    return { ticket, outcome, holder: settlement.theirs.holder, order: settlement.ours.order };
  return settlement.is === "open" ? { ticket, outcome, message: settlement.fault.message } : { ticket, outcome };
}
