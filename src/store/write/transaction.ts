import { join } from "node:path";
import type { HeldLock } from "../../ports/locks.ts";
import { ok, type Result } from "../../std/result.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { Author } from "../actor.ts";
import type { Backlog } from "../backlog.ts";
import { checkHead } from "../home/head.ts";
import type { Home } from "../home/home.ts";
import { LOCK_WAIT_MS } from "../limits.ts";
import { applyJournal } from "./apply.ts";
import { type ChangeSet, realChanges } from "./change.ts";
import { commitJournal } from "./commit.ts";
import { staysInside } from "./inside.ts";
import { clearJournal, journalOf, journalPath, readJournal, writeJournal } from "./journal.ts";
import type { Journal } from "./journal-shape.ts";
import { recover } from "./recover.ts";
import { rollBack } from "./roll-back.ts";

/** What a transaction decided: the changes to make and what the caller is told. */
export interface Decision<Output> {
  readonly set: ChangeSet;
  readonly output: Output;
}

export interface Writing {
  readonly author: Author;
  /** The command, for those who wait: `edit FEAT-k3f9q2`. */
  readonly command: string;
  readonly dryRun: boolean;
  readonly lockWaitMs?: number;
}

/**
 * The only way to change a backlog (I3). `decide` reads and plans; under the lock in earnest, without it in a dry run, which
 * writes nothing (I7).
 */
export async function transact<Output>(
  backlog: Backlog,
  writing: Writing,
  decide: () => Result<Decision<Output>> | Promise<Result<Decision<Output>>>,
): Promise<Result<Output>> {
  if (writing.dryRun) {
    const planned = await decide();
    return planned.ok ? ok(planned.value.output) : planned;
  }
  const lock = await acquire(backlog, writing);
  if (!lock.ok) return lock;
  // Also when a bug throws: a program that goes on, such as a server, must not keep the lock.
  return underLock(backlog, writing, decide).finally(() => lock.value.release());
}

async function underLock<Output>(
  backlog: Backlog,
  writing: Writing,
  decide: () => Result<Decision<Output>> | Promise<Result<Decision<Output>>>,
): Promise<Result<Output>> {
  const ready = checkHead(backlog.world.files, backlog.home);
  if (!ready.ok) return ready;
  const recovered = await recover(backlog);
  if (!recovered.ok) return recovered;
  const decided = await decide();
  if (!decided.ok) return decided;
  const set = realChanges(decided.value.set);
  if (set.changes.length === 0 && set.commit === undefined) return ok(decided.value.output);
  const inside = staysInside(backlog.world.files, backlog.home.folder, set.changes);
  if (!inside.ok) return inside;
  const { author } = writing;
  const journal = journalOf(set, { actor: author.actor, email: author.email, atMs: backlog.world.clock.now() });
  const done = await carryOut(backlog, set, journal);
  return done.ok ? ok(decided.value.output) : done;
}

async function carryOut({ home, world }: Backlog, set: ChangeSet, journal: Journal): Promise<Result<void>> {
  const journalled = writeJournal(world.files, home, journal);
  if (!journalled.ok) return journalled;
  const touched = new Set<string>();
  const applied = await applyJournal({ files: world.files, folder: home.folder, touched }, journal);
  const committed = applied.ok ? await commitJournal(world, home, { journal }) : applied;
  if (!committed.ok) {
    const undone = await rollBack({ home, world }, set, touched);
    // What could not be taken back is still in the journal: it has happened, readers see it, and the next writer finishes it.
    return undone.ok || world.files.stat(journalPath(home)) === undefined ? committed : ok(undefined);
  }
  // Where the journal cannot be removed, or git's index is still to be brought up to date, the next writer does it.
  if (committed.value === "settled") clearJournal(world.files, home);
  return ok(undefined);
}

const lockPath = (home: Home): string => join(home.privateFolder, "locks", "write");

/**
 * The transaction that a crash left. A journal alone is none: it may be that of a writer at work. One that was there before and after a
 * moment in which nobody held the lock has no writer any more.
 */
export function cutOffWrite({ home, world }: Backlog): Journal | undefined {
  const before = readJournal(world.files, home);
  if (before === undefined || world.locks.holder(lockPath(home)) !== undefined) return undefined;
  const after = readJournal(world.files, home);
  return JSON.stringify(after) === JSON.stringify(before) ? before : undefined;
}

/** Takes the lock all writers share. */
async function acquire({ home, world }: Backlog, writing: Writing): Promise<Result<HeldLock>> {
  const holder = {
    pid: world.environment.pid,
    host: world.environment.host,
    actor: writing.author.actor.name,
    command: writing.command,
    since: formatInstant(world.clock.now()),
  };
  return world.locks.acquire(lockPath(home), holder, writing.lockWaitMs ?? LOCK_WAIT_MS);
}
