// A process of the scheduled simulation: a thread that runs one verb and stands still at every call of a port until it is its turn.
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { FileStat, Files } from "../../src/ports/files.ts";
import type { HeldLock, Locks } from "../../src/ports/locks.ts";
import type { Sql } from "../../src/ports/sql.ts";
import type { World } from "../../src/ports/world.ts";
import { ok, type Result } from "../../src/std/result.ts";
import { writeInTurn } from "../../src/twins/in-turn.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { batch, verb } from "./_steps.ts";
import type { Asked, Heard, Line, Task } from "./_turns.ts";

const { signal, answers } = workerData as Line;

parentPort?.on("message", async ({ verb: name, input, cwd, place }: Task) => {
  const step = name === "batch" ? batch(input.paths as readonly string[]) : verb(name, input);
  const ended = await step.run(world(place), cwd);
  tell({ ended: JSON.parse(JSON.stringify(ended)) });
});

function world(place: number): World {
  const own = testWorld({ seed: `process ${place}`, startMs: 1_772_443_800_000 + place * 60_000 });
  return { ...own, files, sql, locks };
}

/** Asks and stands still until the answer is there. */
function ask<Answer>(port: Asked["port"], method: string, ...args: readonly unknown[]): Answer {
  const before = Atomics.load(signal, 0);
  tell({ asked: { port, method, args } });
  // The call that wakes us may be the late one of the answer before.
  while (Atomics.load(signal, 0) === before) Atomics.wait(signal, 0, before);
  return receiveMessageOnPort(answers)?.message as Answer;
}

const tell = (heard: Heard): void => parentPort?.postMessage(heard);

type PlainStat = Omit<FileStat, "isFile" | "isDirectory" | "isSymbolicLink"> & { readonly kind: string };

function stat(path: string): FileStat | undefined {
  const plain = ask<PlainStat | undefined>("files", "stat", path);
  if (plain === undefined) return undefined;
  const { kind, ...numbers } = plain;
  return {
    ...numbers,
    isFile: () => kind === "file",
    isDirectory: () => kind === "folder",
    isSymbolicLink: () => kind === "link",
  };
}

const files: Files = {
  stat,
  stampMs: () => ask("files", "stampMs"),
  read: (path, maxBytes) => ask("files", "read", path, maxBytes),
  readPiece: (path, offset, bytes) => ask("files", "readPiece", path, offset, bytes),
  list: (folder) => ask("files", "list", folder),
  // Others get on between two of them, as on a real disk.
  statEach: (folder, names, visit) => {
    for (const [place, name] of names.entries()) visit(stat(`${folder}/${name}`), place);
  },
  realPath: (path) => ask("files", "realPath", path),
  writeAtomic: (path, bytes) => ask("files", "writeAtomic", path, bytes),
  createAtomic: (path, bytes) => ask("files", "createAtomic", path, bytes),
  copyAtomic: (copy) => ask("files", "copyAtomic", copy),
  writeEach: (writes, arrives) => writeInTurn(files, writes, arrives),
  remove: (path) => ask("files", "remove", path),
  removeFolder: (path) => ask("files", "removeFolder", path),
  discardFolder: (path, trash) => ask("files", "discardFolder", path, trash),
  makeFolder: (path) => ask("files", "makeFolder", path),
  append: (path, bytes) => ask("files", "append", path, bytes),
  link: (path, target) => ask("files", "link", path, target),
};

const sql: Sql = {
  open: (path, mode, busyMs) => {
    const opened = ask<Result<number>>("sql", "open", path, mode, busyMs);
    if (!opened.ok) return opened;
    return ok({
      run: (text, ...values) => ask("database", "run", opened.value, text, ...values),
      all: (text, ...values) => ask("database", "all", opened.value, text, ...values),
      close: () => ask("database", "close", opened.value),
    });
  },
};

const locks: Locks = {
  // Standing still until the lock is free is what waiting is; the scheduler lets the others go on meanwhile.
  acquire: (path, holder, waitMs) => {
    const held = ask<Result<number>>("locks", "acquire", path, holder, waitMs);
    const lock = (id: number): HeldLock => ({ release: () => ask("lock", "release", id) });
    return Promise.resolve(held.ok ? ok(lock(held.value)) : held);
  },
  holder: (path) => ask("locks", "holder", path),
};
