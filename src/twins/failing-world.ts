import type { Locks } from "../ports/locks.ts";
import type { Processes } from "../ports/processes.ts";
import type { Sql } from "../ports/sql.ts";
import type { World } from "../ports/world.ts";
import { failingFiles } from "./failing-files.ts";
import { failingGit } from "./failing-git.ts";
import type { Life } from "./life.ts";

/** The world of one simulated process: file changes and git calls are counted together, and after its death nothing answers. */
export function failingWorld(world: World, life: Life): World {
  return {
    ...world,
    files: failingFiles(world.files, life),
    git: failingGit(world.git, life),
    locks: locksOf(world.locks, life),
    sql: sqlOf(world.sql, life),
    processes: processesOf(world.processes, life),
  };
}

/** A dead process releases nothing: what frees its locks is the kernel, in a test `dropAll`. */
function locksOf(locks: Locks, life: Life): Locks {
  return {
    acquire: async (path, holder, waitMs) => {
      life.check();
      const held = await locks.acquire(path, holder, waitMs);
      if (!held.ok) return held;
      return {
        ok: true,
        value: {
          release: () => {
            if (!life.isOver) held.value.release();
          },
        },
      };
    },
    holder: (path) => {
      life.check();
      return locks.holder(path);
    },
  };
}

function sqlOf(sql: Sql, life: Life): Sql {
  return {
    open: (path, mode, busyMs) => {
      life.check();
      return sql.open(path, mode, busyMs);
    },
  };
}

/** The death of the caller is not the death of what it started: a run that has begun goes on, and nobody hears of it. */
function processesOf(processes: Processes, life: Life): Processes {
  const living = <Value>(act: () => Value): Value => {
    life.check();
    return act();
  };
  return {
    run: async (call) => {
      const turn = life.begin(`run ${"shell" in call.command ? call.command.shell : call.command.file}`);
      const answer = await processes.run(call);
      if (turn === "half" || turn === "after") life.end();
      life.check();
      return answer;
    },
    self: () => living(() => processes.self()),
    alive: (identity) => living(() => processes.alive(identity)),
    endGroup: (identity) => living(() => processes.endGroup(identity)),
  };
}
