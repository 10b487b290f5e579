import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { changeLedgerText, type LedgerChanges } from "../../evidence/backlog-repo/change-ledger.ts";
import {
  emptyLedger,
  type LedgerKind,
  type LedgerReading,
  readLedger,
} from "../../evidence/backlog-repo/read-ledger.ts";
import type { LockHolder } from "../../ports/locks.ts";
import type { World } from "../../ports/world.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { changedMeanwhile } from "../faults.ts";
import type { Home } from "../home/home.ts";
import { lookAround } from "../home/repository.ts";
import { LOCK_WAIT_MS, MAX_STATE_BYTES } from "../limits.ts";
import { ledgerBroken, ledgerMisplaced } from "./ledger-faults.ts";

/** One YAML ledger on the disk. */
export interface LedgerFile {
  /** An absolute path. */
  readonly path: string;
  readonly kind: LedgerKind;
}

type Disk = Pick<World, "files">;

/** What is in a ledger. A file that is not there is an empty one, and is not made by reading. */
export function loadLedger({ files }: Disk, { path, kind }: LedgerFile): Result<LedgerReading> {
  const read = files.read(path, MAX_STATE_BYTES);
  if (!read.ok) return read.fault.code === "file-not-found" ? ok(readLedger(emptyLedger(kind), kind)) : read;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.value);
  const bytes = new TextEncoder().encode(text);
  const isText = bytes.length === read.value.length && bytes.every((byte, at) => byte === read.value[at]);
  return isText ? ok(readLedger(text, kind)) : err(ledgerBroken({ path, reason: "its bytes are no UTF-8" }));
}

/** What a change of a ledger decided. */
export interface LedgerDecision<Output> {
  readonly changes: LedgerChanges;
  readonly output: Output;
}

export interface LedgerWriting {
  readonly holder: Pick<LockHolder, "actor" | "command" | "since">;
  readonly waitMs?: number;
}

/**
 * Changes a ledger: read, decided and written under one lock, so that of two who write at once nobody's entries are lost. A ledger
 * that cannot be read is left as it is. Nothing to change writes nothing.
 */
export async function changeLedger<Output>(
  world: Pick<World, "files" | "locks" | "environment">,
  { file, writing }: { readonly file: LedgerFile; readonly writing: LedgerWriting },
  decide: (reading: LedgerReading) => Result<LedgerDecision<Output>> | Promise<Result<LedgerDecision<Output>>>,
): Promise<Result<Output>> {
  const { environment, files, locks } = world;
  const holder = { pid: environment.pid, host: environment.host, ...writing.holder };
  const lock = await locks.acquire(lockOf(world, file.path), holder, writing.waitMs ?? LOCK_WAIT_MS);
  if (!lock.ok) return lock;
  const change = async (): Promise<Result<Output>> => {
    const reading = loadLedger({ files }, file);
    if (!reading.ok) return reading;
    const refusal = refusalOf(reading.value, file);
    if (!refusal.ok) return refusal;
    const decided = await decide(reading.value);
    if (!decided.ok) return decided;
    const written = write(world, file, { before: reading.value, changes: decided.value.changes });
    return written.ok ? ok(decided.value.output) : written;
  };
  return change().finally(() => lock.value.release());
}

/** A ledger of which nothing could be understood is a fault for whoever wants to write. */
export function refusalOf({ isReadable, problems: [first] }: LedgerReading, { path }: LedgerFile): Result<void> {
  if (isReadable) return ok(undefined);
  return err(ledgerBroken({ path, line: first?.line, reason: first?.message ?? "" }));
}

function write(
  { files }: Disk,
  { path, kind }: LedgerFile,
  { before, changes }: { readonly before: LedgerReading; readonly changes: LedgerChanges },
): Result<void> {
  const after = changeLedgerText(before, kind, changes);
  if (after === before.text) return ok(undefined);
  // Other programs know nothing of our lock.
  const now = loadLedger({ files }, { path, kind });
  if (!now.ok) return now;
  if (now.value.text !== before.text) return err(changedMeanwhile({ path }));
  const made = files.makeFolder(dirname(path));
  return made.ok ? files.writeAtomic(path, new TextEncoder().encode(after)) : made;
}

/** The lock lies with the repository's private files, so that every worktree and every door finds the same one. */
function lockOf({ files }: Disk, path: string): string {
  const folder = files.realPath(dirname(path)) ?? dirname(path);
  const real = join(folder, basename(path));
  const { gitFolder, checkout } = lookAround(files, folder);
  if (gitFolder === undefined || checkout === undefined) return `${real}.lock`;
  const name = relative(checkout, real).replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  return join(gitFolder, "docket", "locks", `ledger-${name}`);
}

/**
 * The absolute path that a setting names, from the root of the code. Refused where it, or a link on it, leads out; and within a
 * backlog on a branch of its own, where nobody would commit it.
 */
export function ledgerPath({ files }: Disk, { root, folder, kind }: Home, named: string): Result<string> {
  const path = resolve(root, named);
  const real = files.realPath(path) ?? nearestReal(files, path);
  const isInside = path !== root && isBelow(root, path) && isBelow(files.realPath(root) ?? root, real);
  const isLost = kind === "branch" && isBelow(files.realPath(folder) ?? folder, real);
  return isInside && !isLost ? ok(path) : err(ledgerMisplaced({ path: named, isLost }));
}

function nearestReal(files: World["files"], path: string): string {
  const parent = dirname(path);
  if (parent === path) return path;
  const real = files.realPath(parent);
  return real === undefined ? nearestReal(files, parent) : join(real, basename(path));
}

export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
