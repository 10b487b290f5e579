import type { LoadSource } from "../../src/discover/table.ts";
import { openDesk } from "../../src/ops/_change-ticket.ts";
import { lookAround } from "../../src/ops/_look-around.ts";
import { type Discovered, placeFound } from "../../src/ops/_place-found.ts";
import type { World } from "../../src/ports/world.ts";
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
export async function discoverOnce({ world, cwd, table, limit = 100, dryRun = false }: Round): Promise<Discovered> {
  const call = { cwd, as: "mika", door: "person" as const, dryRun };
  const desk = must(await openDesk(world, call, "discover"));
  const looked = must(await lookAround(desk, { table, source: [] }));
  return must(await transact(desk.backlog, desk.writing, () => placeFound({ desk, looked, limit, dryRun })));
}
