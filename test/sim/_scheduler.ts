import { MessageChannel, Worker } from "node:worker_threads";
import type { FileStat } from "../../src/ports/files.ts";
import type { HeldLock } from "../../src/ports/locks.ts";
import type { SqlDatabase } from "../../src/ports/sql.ts";
import type { World } from "../../src/ports/world.ts";
import type { ManualClock } from "../../src/twins/manual-clock.ts";
import type { Asked, Heard, Task } from "./_turns.ts";

/** Who goes on when: one process goes on until it waits for a lock or its end; at the turns named here another one takes over. */
export interface Schedule {
  readonly first: number;
  readonly switches: readonly number[];
  /** How much time passes with each turn: stamps of files may be the same, or far apart. */
  readonly tickMs: number;
}

export interface Played {
  /** What each task answered, in the order of the tasks. */
  readonly answers: readonly unknown[];
  readonly turns: number;
  /** Who asked what, for the message of a failed test. */
  readonly log: readonly string[];
}

/** Threads in which tasks run, used again from one play to the next. */
export interface Stage extends AsyncDisposable {
  play(world: World & { readonly clock: ManualClock }, tasks: readonly Task[], schedule: Schedule): Promise<Played>;
}

const TURNS_MAX = 20_000;

export function openStage(size: number): Stage {
  let processes = Array.from({ length: size }, startProcess);
  const stop = async (): Promise<void> => void (await Promise.all(processes.map((one) => one.stop())));
  return {
    play: async (world, tasks, schedule) => {
      try {
        return await play({ world, performing: performer(world) }, processes, { tasks, schedule });
      } catch (error) {
        // Whoever stands still in a play that broke off would wait for ever.
        await stop();
        processes = Array.from({ length: size }, startProcess);
        throw error;
      }
    },
    [Symbol.asyncDispose]: stop,
  };
}

interface Process {
  /** Begins a task, or answers what was asked; gives what the process says next. */
  begin(task: Task): Promise<Heard>;
  answer(value: unknown): Promise<Heard>;
  stop(): Promise<unknown>;
}

function startProcess(): Process {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1: answers, port2: theirs } = new MessageChannel();
  const worker = new Worker(new URL("_process.ts", import.meta.url), {
    workerData: { signal, answers: theirs },
    transferList: [theirs],
  });
  const next = (): Promise<Heard> =>
    new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (heard: Heard) => {
        worker.off("error", reject);
        resolve(heard);
      });
    });
  return {
    begin: (task) => {
      const heard = next();
      worker.postMessage(task);
      return heard;
    },
    answer: (value) => {
      const heard = next();
      answers.postMessage(value);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
      return heard;
    },
    stop: () => worker.terminate(),
  };
}

interface Theatre {
  readonly world: World & { readonly clock: ManualClock };
  /** Carries out what was asked; undefined where it has to wait for a lock. */
  performing(asked: Asked): Promise<{ readonly value: unknown } | undefined>;
}

interface Actor {
  readonly process: Process;
  heard: Heard;
  waits: boolean;
}

async function play(
  { world, performing }: Theatre,
  processes: readonly Process[],
  { tasks, schedule }: { tasks: readonly Task[]; schedule: Schedule },
): Promise<Played> {
  const actors: Actor[] = [];
  for (const [place, task] of tasks.entries()) {
    const process = processes[place];
    if (process === undefined) throw new Error("more tasks than processes");
    actors.push({ process, heard: await process.begin(task), waits: false });
  }
  const switches = new Set(schedule.switches);
  const log: string[] = [];
  let current = schedule.first % actors.length;
  for (let turn = 1; actors.some(({ heard }) => "asked" in heard); turn += 1) {
    if (turn > TURNS_MAX) throw new Error(`no end after ${TURNS_MAX} turns`);
    current = whoGoesOn(actors, current, switches.has(turn));
    const actor = actors[current];
    if (actor === undefined || !("asked" in actor.heard)) throw new Error(`all wait:\n${log.join("\n")}`);
    const { asked } = actor.heard;
    const done = await performing(asked);
    if (done === undefined) {
      actor.waits = true;
      continue;
    }
    world.clock.advance(schedule.tickMs);
    log.push(`${turn} ${current}: ${asked.port}.${asked.method} ${String(asked.args[0])}`);
    if (asked.port === "lock") for (const one of actors) one.waits = false;
    actor.heard = await actor.process.answer(done.value);
  }
  return { answers: actors.map(({ heard }) => ("ended" in heard ? heard.ended : undefined)), turns: log.length, log };
}

/** The one whose turn it is, or the next after it that neither waits nor has ended. */
function whoGoesOn(actors: readonly Actor[], current: number, switched: boolean): number {
  const order = actors.map((_, place) => (current + place + (switched ? 1 : 0)) % actors.length);
  return order.find((place) => isAble(actors[place])) ?? -1;
}

const isAble = (actor: Actor | undefined): boolean => actor !== undefined && "asked" in actor.heard && !actor.waits;

/** The real calls behind what is asked: locks and databases are named by numbers on the way. */
function performer(world: World): Theatre["performing"] {
  const databases: SqlDatabase[] = [];
  const held: HeldLock[] = [];
  return async ({ port, method, args }) => {
    switch (port) {
      case "files": {
        const value: unknown = call(world.files, method, args);
        return { value: method === "stat" ? plainStat(value as FileStat | undefined) : value };
      }
      case "sql": {
        const opened = call(world.sql, method, args) as ReturnType<World["sql"]["open"]>;
        return { value: opened.ok ? { ok: true, value: databases.push(opened.value) - 1 } : opened };
      }
      case "database":
        return { value: call(databases[Number(args[0])], method, args.slice(1)) };
      case "locks": {
        if (method !== "acquire") return { value: call(world.locks, method, args) };
        // Tried without waiting: the real lock says whether it is free.
        const taken = await (call(world.locks, method, [args[0], args[1], 0]) as ReturnType<World["locks"]["acquire"]>);
        if (!taken.ok) return taken.fault.code === "lock-held" ? undefined : { value: taken };
        return { value: { ok: true, value: held.push(taken.value) - 1 } };
      }
      case "lock":
        return { value: call(held[Number(args[0])], method, []) };
    }
  };
}

function call(port: object | undefined, method: string, args: readonly unknown[]): unknown {
  const asked: unknown = port === undefined ? undefined : Reflect.get(port, method);
  if (typeof asked !== "function") throw new Error(`no ${method}`);
  return Reflect.apply(asked, port, args);
}

function plainStat(stat: FileStat | undefined): unknown {
  if (stat === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stat;
  const kind = stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "link";
  return { size, mtimeMs, ctimeMs, ino, kind };
}
