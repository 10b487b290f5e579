import type { World } from "../../ports/world.ts";
import { ok, type Result } from "../../std/result.ts";
import { type Held, heldOrder } from "../../work/order.ts";
import type { Workshop } from "../../work/workshop.ts";
import type { Call } from "../op.ts";
import { orderIdFor } from "./_which-order.ts";
import { openWorkshop } from "./_workshop.ts";

interface Wanted {
  readonly verb: string;
  /** As the caller named it; the order whose checkout they stand in when left out. */
  readonly order: string | undefined;
}

/** Opens a running order with its checkout and its claim, for verbs that look at it where it stands. */
export async function openHeldOrder(
  world: World,
  call: Call,
  { verb, order }: Wanted,
): Promise<Result<{ readonly shop: Workshop; readonly held: Held }>> {
  const shop = await openWorkshop(world, call, `${verb} ${order ?? ""}`.trim());
  if (!shop.ok) return shop;
  const id = orderIdFor(shop.value, call, order);
  if (!id.ok) return id;
  const held = await heldOrder(shop.value, id.value);
  return held.ok ? ok({ shop: shop.value, held: held.value }) : held;
}
