import type { LoadSource } from "../../src/discover/table.ts";
import { discoverWith } from "../../src/ops/found/discover-with.ts";
import type { Discovered } from "../../src/ops/found/place-found.ts";
import type { World } from "../../src/ports/world.ts";
import type { Result } from "../../src/std/result.ts";
import { must } from "./checkup.ts";

export interface Round {
  readonly world: World;
  readonly cwd: string;
  readonly table: Readonly<Record<string, LoadSource>>;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

/** One run of discover over sources that a test made. */
export function discoverRound({ world, cwd, table, limit = 100, dryRun = false }: Round): Promise<Result<Discovered>> {
  const call = { cwd, as: "mika", door: "person" as const, dryRun };
  return discoverWith({ world, call }, { table, source: [], limit });
}

/** The same where it has to succeed. */
export const discoverOnce = async (round: Round): Promise<Discovered> => must(await discoverRound(round));
