import type { Clock } from "../ports/clock.ts";
import type { Environment } from "../ports/environment.ts";
import { environmentInvalid } from "../ports/faults.ts";
import type { Random } from "../ports/random.ts";
import type { World } from "../ports/world.ts";
import type { Fault } from "../std/fault.ts";
import { shiftedClock, standingClock, systemClock } from "./clock.ts";
import { terminalEditor } from "./editor.ts";
import { processEnvironment } from "./environment.ts";
import { nodeFiles } from "./files.ts";
import { githubForge } from "./forge.ts";
import { systemGit } from "./git.ts";
import { sqliteLocks } from "./locks.ts";
import { systemProcesses } from "./processes.ts";
import { silentProgress } from "./progress.ts";
import { systemRandom } from "./random.ts";
import { seededRandom } from "./seeded-random.ts";
import { nodeSql } from "./sql.ts";

/** The real world. With DOCKET_NOW and DOCKET_SEED set, a run can be repeated byte for byte. */
export function hostWorld(): World {
  const environment = processEnvironment();
  const clock = worldClock(environment);
  const files = nodeFiles();
  return {
    clock,
    random: worldRandom(environment),
    files,
    git: systemGit(),
    // Pauses of those who wait must differ between processes, also where all else is seeded.
    locks: sqliteLocks(clock, systemRandom()),
    sql: nodeSql(),
    processes: systemProcesses(),
    editor: terminalEditor(environment.variables),
    environment,
    progress: silentProgress,
    forge: githubForge({ clock, files }),
  };
}

/** What is wrong with the variables that steer the world itself; a door says so before it does anything. */
export function worldFault({ variables }: Environment): Fault | undefined {
  const value = variables.DOCKET_NOW;
  if (value === undefined || value === "" || startOf(value) !== undefined) return undefined;
  return environmentInvalid({ name: "DOCKET_NOW", value, expected: "a UTC time such as 2030-01-31T12:00:00Z" });
}

function worldClock({ variables }: Environment): Clock {
  const start = startOf(variables.DOCKET_NOW ?? "");
  if (start === undefined) return systemClock();
  return start.goesOn ? shiftedClock(start.atMs) : standingClock(start.atMs);
}

function worldRandom({ variables }: Environment): Random {
  const seed = variables.DOCKET_SEED ?? "";
  return seed === "" ? systemRandom() : seededRandom(seed);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z(\+?)$/;

/** `2030-01-31T12:00:00Z` stands still; with a `+` behind it time goes on from there. */
function startOf(value: string): { readonly atMs: number; readonly goesOn: boolean } | undefined {
  if (!INSTANT.test(value)) return undefined;
  const goesOn = value.endsWith("+");
  const atMs = Date.parse(goesOn ? value.slice(0, -1) : value);
  return Number.isNaN(atMs) ? undefined : { atMs, goesOn };
}
