import type { LoadSource } from "../../src/discover/table.ts";
import { openDesk } from "../../src/ops/_change-ticket.ts";
import { lookAround } from "../../src/ops/_look-around.ts";
import { type Discovered, placeFound } from "../../src/ops/_place-found.ts";
import type { World } from "../../src/ports/world.ts";
import type { Result } from "../../src/std/result.ts";
import { transact } from "../../src/store/write/transaction.ts";
import { must } from "../rigs/checkup.ts";

export interface Round {
  readonly world: World;
  readonly cwd: string;
  readonly table: Readonly<Record<string, LoadSource>>;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

/** One run of discover over sources that a test made. */
export async function discoverWith({
  world,
  cwd,
  table,
  limit = 100,
  dryRun = false,
}: Round): Promise<Result<Discovered>> {
  const call = { cwd, as: "mika", door: "person" as const, dryRun };
  const desk = await openDesk(world, call, "discover");
  if (!desk.ok) return desk;
  const looked = await lookAround(desk.value, { table, source: [] });
  if (!looked.ok) return looked;
  const { backlog, writing } = desk.value;
  return transact(backlog, writing, () => placeFound({ desk: desk.value, looked: looked.value, limit, dryRun }));
}

/** The same where it has to succeed. */
export const discoverOnce = async (round: Round): Promise<Discovered> => must(await discoverWith(round));
