import type { Call } from "../ops/op.ts";
import type { LoadOp } from "../ops/table.ts";
import type { Terminal } from "../ports/terminal.ts";
import type { World } from "../ports/world.ts";

/** A verb that is no op because it is a door itself, such as `mcp`; it has only the global flags. */
export interface Door {
  readonly name: string;
  readonly summary: string;
  readonly about: string;
  readonly examples: readonly string[];
  run(call: Call): Promise<number>;
}

/** All that one call of the program needs; main.ts builds it. */
export interface Doorway {
  readonly world: World;
  readonly terminal: Terminal;
  readonly verbs: Readonly<Record<string, LoadOp>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly doors: readonly Door[];
  readonly version: () => string;
}
