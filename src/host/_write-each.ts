import { closeSync, fsync, lstatSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { FileWrite } from "../ports/files.ts";
import { err, ok, type Result } from "../std/result.ts";
import { linkWhole } from "./_create.ts";
import { writeFault } from "./_node-error.ts";
import { syncFolder } from "./_sync-folder.ts";
import { fillTemp } from "./_temp-file.ts";
import { WRITE_LOT } from "./limits.ts";

type Arrives = (place: number) => Result<boolean>;

/**
 * Puts many files in place, lot by lot. A sync by itself waits for the disk; those of a lot wait together.
 *
 *   temp files of a lot written ─▶ all of them synced ─▶ each renamed ─▶ next lot … ─▶ each folder synced
 */
export async function writeEach(writes: readonly FileWrite[], arrives: Arrives): Promise<Result<void>> {
  const folders = new Set<string>();
  let outcome: Result<void> = ok(undefined);
  for (let from = 0; from < writes.length && outcome.ok; from += WRITE_LOT) {
    const lot = writes.slice(from, from + WRITE_LOT);
    outcome = await writeLot(lot, (place) => arrives(from + place), folders);
  }
  for (const folder of folders) {
    const synced = attempt(folder, () => syncFolder(folder));
    if (outcome.ok) outcome = synced;
  }
  return outcome;
}

async function writeLot(lot: readonly FileWrite[], arrives: Arrives, folders: Set<string>): Promise<Result<void>> {
  const temps: Temp[] = [];
  try {
    for (const { path, bytes, how } of lot) {
      const filled = attempt(path, () => fillTemp(path, bytes, how === "replace" ? modeOf(path) : undefined));
      if (!filled.ok) return filled;
      temps.push({ target: path, path: filled.value.path, open: filled.value.descriptor });
    }
    const refused = (await Promise.all(temps.map(sync))).find((synced) => !synced.ok);
    return refused ?? putInPlace(lot, temps, { arrives, folders });
  } finally {
    for (const temp of temps) discard(temp);
  }
}

interface Temp {
  readonly target: string;
  /** Where it is; nothing when it has its own name. */
  path: string | undefined;
  open: number | undefined;
}

/** The mode of the file that is replaced, where it is one. */
function modeOf(path: string): number | undefined {
  const before = lstatSync(path, { throwIfNoEntry: false });
  return before?.isFile() ? before.mode & 0o7777 : undefined;
}

function sync(temp: Temp): Promise<Result<void>> {
  const { open: descriptor, target } = temp;
  if (descriptor === undefined) return Promise.resolve(ok(undefined));
  return new Promise((resolve) => {
    fsync(descriptor, (error) => {
      const closed = attempt(target, () => close(temp));
      resolve(error === null ? closed : err(writeFault(target, error)));
    });
  });
}

function putInPlace(
  lot: readonly FileWrite[],
  temps: readonly Temp[],
  { arrives, folders }: { readonly arrives: Arrives; readonly folders: Set<string> },
): Result<void> {
  for (const [place, { path, bytes, how }] of lot.entries()) {
    const temp = temps[place];
    if (temp?.path === undefined) continue;
    const arriving = arrives(place);
    if (!arriving.ok) return arriving;
    if (!arriving.value) continue;
    const from = temp.path;
    const placed = attempt(path, () =>
      how === "replace" ? renameSync(from, path) : linkWhole({ temp: from, path, bytes }),
    );
    if (!placed.ok) return placed;
    if (how === "replace") temp.path = undefined;
    folders.add(dirname(path));
  }
  return ok(undefined);
}

function close(temp: Temp): void {
  const descriptor = temp.open;
  temp.open = undefined;
  if (descriptor !== undefined) closeSync(descriptor);
}

function discard(temp: Temp): void {
  close(temp);
  if (temp.path !== undefined) rmSync(temp.path, { force: true });
}

function attempt<Value>(path: string, act: () => Value): Result<Value> {
  try {
    return ok(act());
  } catch (error) {
    return err(writeFault(path, error));
  }
}
