import type { Processes } from "../../ports/processes.ts";
import type { World } from "../../ports/world.ts";

/** The part of the world that claims need. */
export type ClaimsWorld = Pick<World, "git" | "files" | "clock" | "random" | "environment"> & {
  readonly processes: Pick<Processes, "self" | "alive">;
};
