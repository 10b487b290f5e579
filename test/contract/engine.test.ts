import { fileEngine } from "../../src/flow/file-engine.ts";
import { systemClock } from "../../src/host/clock.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { sqliteLocks } from "../../src/host/locks.ts";
import { systemRandom } from "../../src/host/random.ts";
import type { HeldLock, Locks } from "../../src/ports/locks.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { Crash, newLife } from "../../src/twins/life.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { engineContract } from "./engine.ts";
import type { EngineRig } from "./engine-rig.ts";
import { tempFolder } from "./temp-folder.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Each process has a life of its own on the same disk; time is moved by hand. */
function rig(
  world: Pick<TestWorld, "files"> | object,
  folder: string,
  drop: () => void,
  locks?: () => Locks,
): EngineRig {
  const clock = manualClock({ sleep: "wait" });
  const base = { ...testWorld(), ...world, clock };
  return {
    pass: async (ms) => {
      await turn();
      clock.advance(ms);
      await turn();
    },
    start: () => {
      const life = newLife();
      const ports = failingWorld(locks === undefined ? base : { ...base, locks: locks() }, life);
      const kill = () => {
        try {
          life.end();
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
        drop();
      };
      return { engine: fileEngine(ports, folder, { actor: "ann" }), kill };
    },
  };
}

engineContract("files in memory", () => {
  const world = testWorld();
  return rig({ files: world.files, locks: world.locks }, "/runs", () => world.locks.dropAll());
});

engineContract("files on disk", () => {
  const held: HeldLock[] = [];
  const locks = sqliteLocks(systemClock(), systemRandom());
  const kept: Locks = {
    holder: (path) => locks.holder(path),
    acquire: async (path, holder, waitMs) => {
      const lock = await locks.acquire(path, holder, waitMs);
      if (lock.ok) held.push(lock.value);
      return lock;
    },
  };
  const drop = () => {
    for (const lock of held.splice(0)) lock.release();
  };
  return rig({ files: nodeFiles(), locks: kept }, `${tempFolder()}/runs`, drop);
});
