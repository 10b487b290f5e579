import { fileEngine } from "../../flow/file-engine.ts";
import type { World } from "../../ports/world.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { agentMark } from "../../store/actor.ts";
import { keptReadings } from "../../store/kept-readings.ts";
import { claimsOf } from "../../work/claims/claims.ts";
import { ordersNeedGit, personsOnly } from "../../work/faults.ts";
import { maskedProcesses } from "../../work/masked-processes.ts";
import { orderHere } from "../../work/order.ts";
import { type Place, runsFolder, type Workshop } from "../../work/workshop.ts";
import { openDesk } from "../_change-ticket.ts";
import type { Call } from "../op.ts";

/** Opens everything that working on orders needs. */
export async function openWorkshop(outside: World, call: Call, command: string): Promise<Result<Workshop>> {
  const world = { ...outside, processes: maskedProcesses(outside) };
  const desk = await openDesk(world, call, command);
  if (!desk.ok) return desk;
  const { backlog } = desk.value;
  const { gitFolder } = backlog.home;
  if (gitFolder === undefined) return err(ordersNeedGit({}));
  const home = { ...backlog.home, gitFolder };
  const claims = claimsOf(world, home, desk.value.settings.claims);
  if (!claims.ok) return claims;
  const engine = fileEngine(world, runsFolder({ backlog: { world, home } }));
  return ok({ ...desk.value, backlog: { world, home, kept: keptReadings() }, claims: claims.value, engine });
}

/** The same for verbs that say what they would do unless they are told to do it. */
export async function openToApply(
  world: World,
  call: Call,
  { verb, apply }: { readonly verb: string; readonly apply: boolean | undefined },
): Promise<Result<{ readonly shop: Workshop; readonly applied: boolean }>> {
  const shop = await openWorkshop(world, call, verb);
  return shop.ok ? ok({ shop: shop.value, applied: apply === true && !call.dryRun }) : shop;
}

/** Refuses agents, and everybody who calls from inside an order: what was proven is not judged by its own maker. */
export function requirePerson(shop: Place & Pick<Workshop, "author">, call: Call, verb: string): Result<void> {
  const { world } = shop.backlog;
  const mark = agentMark(world);
  if (mark !== undefined) return err(personsOnly({ verb, why: `an agent is calling (${mark} is set)` }));
  if (shop.author.actor.kind !== "person")
    return err(personsOnly({ verb, why: `${shop.author.actor.name} is an agent` }));
  const order = orderHere(shop, call.cwd);
  return order === undefined ? ok(undefined) : err(personsOnly({ verb, why: `this is the checkout of ${order}` }));
}
