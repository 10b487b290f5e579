import type { Desk } from "./_desk.ts";
import { MOVE_PAUSE_MS } from "./limits.ts";

/** Uneven pauses, so that those who race do not keep meeting each other. */
export function pause({ world }: Desk, attempt: number): Promise<void> {
  const part = (world.random.bytes(1)[0] ?? 0) / 255;
  return world.clock.sleep(Math.min(MOVE_PAUSE_MS, 4 * (attempt + 1)) * (0.5 + part));
}
