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

/** What everything that works on orders has at hand. */
export interface Workshop {
  readonly backlog: Backlog & { readonly home: { readonly gitFolder: string } };
  readonly author: Author;
  readonly settings: Settings;
  readonly writing: Writing;
  readonly claims: Claims;
  readonly engine: Engine;
}

/** Private to the clone: journals, logs and scratch checkouts of one run. */
export const runsFolder = ({ backlog }: Pick<Workshop, "backlog">): string =>
  join(backlog.home.privateFolder, "runs");

export const runFolder = (shop: Pick<Workshop, "backlog">, order: string): string => join(runsFolder(shop), order);

export const now = ({ clock }: Pick<World, "clock">): Instant => formatInstant(clock.now());
