import type { World } from "../ports/world.ts";
import type { Result } from "../std/result.ts";
import { writeFacts } from "../store/evidence/facts.ts";
import { now, openDesk } from "./_change-ticket.ts";
import { type LookWish, lookAround } from "./_look-around.ts";
import type { Call } from "./op.ts";
import { type Discovered, placeFound } from "./place-found.ts";

export interface DiscoverWish extends LookWish {
  /** Most new tickets of this run; what the settings say when absent. */
  readonly limit?: number;
}

/** Lets sources look, then settles, decides and writes in one transaction. The sources are passed in, so that a caller may bring its own. */
export async function discoverWith(
  { world, call }: { readonly world: World; readonly call: Call },
  wish: DiscoverWish,
): Promise<Result<Discovered>> {
  const desk = await openDesk(world, call, "discover");
  if (!desk.ok) return desk;
  const { settings } = desk.value;
  const began = now(world);
  const looked = await lookAround(desk.value, wish);
  if (!looked.ok) return looked;
  const limit = wish.limit ?? settings.discover.maxTickets;
  return writeFacts(desk.value, (facts) =>
    placeFound({ desk: desk.value, facts, looked: looked.value, began, limit, dryRun: call.dryRun }),
  );
}
