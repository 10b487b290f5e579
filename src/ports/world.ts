import type { Clock } from "./clock.ts";
import type { Editor } from "./editor.ts";
import type { Environment } from "./environment.ts";
import type { Files } from "./files.ts";
import type { Forge } from "./forge.ts";
import type { Git } from "./git.ts";
import type { Locks } from "./locks.ts";
import type { Processes } from "./processes.ts";
import type { Progress } from "./progress.ts";
import type { Random } from "./random.ts";
import type { Sql } from "./sql.ts";
import type { Watch } from "./watch.ts";

/** Everything outside, passed in. Built once in main.ts; ops take it whole, rooms below take the one or two ports they use. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly git: Git;
  readonly locks: Locks;
  readonly sql: Sql;
  readonly processes: Processes;
  readonly editor: Editor;
  readonly environment: Environment;
  readonly progress: Progress;
  readonly forge: Forge;
  /** Only in a process that stays, and only for calls that read: under the lock a writer must see the disk itself. */
  readonly watch?: Watch;
}
