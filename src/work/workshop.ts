import { join } from "node:path";
import type { Engine } from "../flow/engine.ts";
import type { World } from "../ports/world.ts";
import type { Author } from "../store/actor.ts";
import type { Backlog } from "../store/backlog.ts";
import type { Settings } from "../store/settings/schema.ts";
import type { Writing } from "../store/write/transaction.ts";
import { formatInstant } from "../ticket/instant.ts";
import type { Instant } from "../ticket/model.ts";
import type { Claims } from "./claims/claims.ts";

/** A backlog, and nothing said about git or who asks. */
export interface Place {
  readonly backlog: Backlog;
}

/** A backlog and its rules. */
export interface Ruled extends Place {
  readonly settings: Settings;
}

/** What everything that works on orders has at hand. */
export interface Workshop extends Ruled {
  readonly backlog: Backlog & { readonly home: { readonly gitFolder: string } };
  readonly author: Author;
  readonly writing: Writing;
  readonly claims: Claims;
  readonly engine: Engine;
  /** The taking that a program drives. Once somebody else took over, each of its steps is refused (I8). */
  readonly token?: number;
}

/** Private to the clone: journals, logs and scratch checkouts of one run. */
export const runsFolder = ({ backlog }: Place): string => join(backlog.home.privateFolder, "runs");

export const runFolder = (shop: Place, order: string): string => join(runsFolder(shop), order);

export const now = ({ clock }: Pick<World, "clock">): Instant => formatInstant(clock.now());
