import { join } from "node:path";
import type { Clock } from "../ports/clock.ts";
import type { Environment } from "../ports/environment.ts";
import type { Files } from "../ports/files.ts";
import type { HeldLock, LockHolder, Locks } from "../ports/locks.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Bell, newBell } from "./_bell.ts";
import { abandonRun, drive } from "./_drive.ts";
import { type Journal, readJournal } from "./_journal.ts";
import { mailboxOf } from "./_mailbox.ts";
import { statusOf } from "./_status.ts";
import type { Engine, Program, RunStatus } from "./engine.ts";
import { runEnded, runHeld, runIdInvalid, runNotEnded, runUnknown } from "./faults.ts";
import type { Json } from "./json.ts";
import { LOOK_MS, RUN_LOCK_WAIT_MS } from "./limits.ts";

export interface EnginePorts {
  readonly clock: Clock;
  readonly files: Files;
  readonly locks: Locks;
  readonly environment: Environment;
}

export interface EngineOptions {
  /** Who runs it, for those who find it held. */
  readonly actor?: string;
  readonly lookMs?: number;
}

/**
 * The engine that needs nothing but a disk. In a folder for each run:
 *
 *   journal.jsonl        what was decided, a line each; only the process that holds the lock writes it
 *   signals/000001.json  what others sent, in the order they came
 *   cancel.json          that somebody wants it to end
 *   lock                 held by the kernel for the process that drives the run
 */
export function fileEngine(ports: EnginePorts, folder: string, options: EngineOptions = {}): Engine {
  const live = new Map<string, Live>();
  const at = (id: string): Place => ({ id, folder: join(folder, id), ports });
  return {
    run: (program, id, input) => named(id, () => runHere(program, { place: at(id), live, options }, input)),
    signal: (id, name, value) =>
      named(id, async () => {
        const journal = open(at(id));
        const posted = journal.ok ? mailbox(at(id)).post({ name, value }) : journal;
        live.get(id)?.bell.ring();
        return posted;
      }),
    cancel: (id, reason) =>
      named(id, async () => {
        const journal = open(at(id));
        const asked = journal.ok ? mailbox(at(id)).cancel(reason) : journal;
        if (asked.ok) live.get(id)?.cancelled.abort();
        live.get(id)?.bell.ring();
        return asked;
      }),
    abandon: (id, reason) => named(id, () => abandon(at(id), options, reason)),
    status: (id) => (RUN_ID.test(id) ? status(at(id)) : undefined),
    list: () => {
      const names = ports.files.list(folder);
      const ids = names.ok ? names.value.filter((name) => RUN_ID.test(name)).sort() : [];
      return ids.flatMap((id) => status(at(id)) ?? []);
    },
    forget: (id) => named(id, () => forget(at(id), options)),
  };
}

interface Place {
  readonly id: string;
  readonly folder: string;
  readonly ports: EnginePorts;
}

/** What this process can tell a run that it drives itself, without going through the disk. */
interface Live {
  readonly bell: Bell;
  readonly cancelled: AbortController;
}

interface Here {
  readonly place: Place;
  readonly live: Map<string, Live>;
  readonly options: EngineOptions;
}

/** An id is the name of a folder. */
const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

async function named<Value>(id: string, act: () => Promise<Result<Value>>): Promise<Result<Value>> {
  return RUN_ID.test(id) ? act() : err(runIdInvalid({ id }));
}

async function runHere<Input extends Json, Output extends Json>(
  program: Program<Input, Output>,
  { place, live, options }: Here,
  input: Input,
): Promise<Result<Output>> {
  const lock = await hold(place, options);
  if (!lock.ok) return lock;
  const mine = { bell: newBell(), cancelled: new AbortController() };
  live.set(place.id, mine);
  try {
    const { files, clock } = place.ports;
    const lookMs = options.lookMs ?? LOOK_MS;
    return await drive(program, { id: place.id, folder: place.folder, files, clock, lookMs, ...mine }, input);
  } finally {
    live.delete(place.id);
    lock.value.release();
  }
}

const lockPath = ({ folder }: Place): string => join(folder, "lock");

async function hold(place: Place, options: EngineOptions): Promise<Result<HeldLock>> {
  const { locks, environment, clock } = place.ports;
  const since = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  const actor = options.actor ?? environment.variables.USER ?? "unknown";
  const me: LockHolder = { pid: environment.pid, host: environment.host, actor, command: `run ${place.id}`, since };
  const lock = await locks.acquire(lockPath(place), me, RUN_LOCK_WAIT_MS);
  if (lock.ok || lock.fault.code !== "lock-held") return lock;
  return err(runHeld({ id: place.id, holder: locks.holder(lockPath(place)) }));
}

const mailbox = ({ ports, folder, id }: Place) => mailboxOf(ports.files, folder, id);

const journalAt = ({ ports, folder, id }: Place): Result<Journal | undefined> => readJournal(ports.files, folder, id);

const isEnded = ({ records }: Journal): boolean => records.at(-1)?.kind === "end";

/** The journal of a run that can still be told something. */
function open(place: Place): Result<Journal> {
  const journal = journalAt(place);
  if (!journal.ok) return journal;
  if (journal.value === undefined) return err(runUnknown({ id: place.id }));
  return isEnded(journal.value) ? err(runEnded({ id: place.id })) : ok(journal.value);
}

function status(place: Place): RunStatus | undefined {
  const journal = journalAt(place);
  if (!journal.ok) return { id: place.id, state: "damaged", fault: journal.fault };
  if (journal.value === undefined) return undefined;
  return statusOf(journal.value, {
    holder: isEnded(journal.value) ? undefined : place.ports.locks.holder(lockPath(place)),
    cancel: mailbox(place).cancelled(),
  });
}

async function abandon(place: Place, options: EngineOptions, reason: string): Promise<Result<void>> {
  // Before the lock too, which would make a folder for a run that is none.
  const before = open(place);
  const lock = before.ok ? await hold(place, options) : before;
  if (!lock.ok) return lock;
  const journal = open(place);
  const { id, folder, ports } = place;
  const done = journal.ok ? abandonRun({ id, folder, ...ports }, journal.value, reason) : journal;
  lock.value.release();
  return done;
}

async function forget(place: Place, options: EngineOptions): Promise<Result<void>> {
  const { id, folder, ports } = place;
  if (ports.files.stat(folder) === undefined) return err(runUnknown({ id }));
  const lock = await hold(place, options);
  if (!lock.ok) return lock;
  const journal = journalAt(place);
  const isOpen = journal.ok && journal.value !== undefined && !isEnded(journal.value);
  const done = isOpen ? err(runNotEnded({ id })) : ports.files.removeFolder(folder);
  lock.value.release();
  return done;
}
