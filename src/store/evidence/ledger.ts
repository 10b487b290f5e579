import { join } from "node:path";
import type { Atom } from "../../evidence/atom.ts";
import { shardOf } from "../../evidence/identity.ts";
import { printShard, readShard, type Shard, type UnreadableLine } from "../../evidence/ledger-lines.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { MAX_SHARD_BYTES } from "../limits.ts";
import { readBytes } from "../read/read-ticket.ts";
import type { Change } from "../write/change.ts";
import { readJournal } from "../write/journal.ts";
import { ATOMS_FOLDER, isShardPath, shardPath } from "./places.ts";

/** All known atoms, and the files they stand in. */
export interface Ledger {
  /** Ordered by id; of two with one id the first. */
  readonly atoms: readonly Atom[];
  readonly shards: ReadonlyMap<string, StoredShard>;
}

interface StoredShard extends Shard {
  readonly bytes: Uint8Array;
}

/** A line of the ledger that is no atom. */
export interface BadLine extends UnreadableLine {
  readonly path: string;
}

/** Reads the whole ledger, an unfinished write as it will be finished. Writes nothing (I2). */
export function readLedger(backlog: Backlog): Result<Ledger> {
  const shards = new Map<string, StoredShard>();
  for (const path of shardPaths(backlog)) {
    const read = readBytes(backlog, path, MAX_SHARD_BYTES);
    if (!read.ok) {
      if (read.fault.code === "file-not-found") continue;
      return read;
    }
    const bytes = read.value;
    shards.set(path, { ...readShard(new TextDecoder().decode(bytes)), bytes });
  }
  const atoms = new Map<string, Atom>();
  for (const shard of shards.values())
    for (const atom of shard.atoms) if (!atoms.has(atom.id)) atoms.set(atom.id, atom);
  return ok({ atoms: [...atoms.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), shards });
}

/** The lines that are no atoms: they stay where they are (I5). */
export const badLines = ({ shards }: Ledger): readonly BadLine[] =>
  [...shards].flatMap(([path, { unreadable }]) => unreadable.map((line) => ({ ...line, path })));

/** The files to write so that the ledger holds these atoms as they are now. What is not named stays, bad lines included. */
export function ledgerChanges({ shards }: Ledger, changed: readonly Atom[]): readonly Change[] {
  const byPath = Map.groupBy(changed, ({ id }) => shardPath(shardOf(id)));
  return [...byPath].map(([path, atoms]) => {
    const before = shards.get(path);
    const renewed = new Map(atoms.map((atom) => [atom.id, atom]));
    const kept = (before?.atoms ?? []).filter(({ id }) => !renewed.has(id));
    const shard = { atoms: [...kept, ...renewed.values()], unreadable: before?.unreadable ?? [] };
    return { path, before: before?.bytes, after: printShard(shard) };
  });
}

/** Paths of all files of the ledger, those of an unfinished transaction included. */
function shardPaths({ home, world }: Backlog): readonly string[] {
  const listed = world.files.list(join(home.folder, ATOMS_FOLDER));
  const there = (listed.ok ? listed.value : []).map((name) => `${ATOMS_FOLDER}/${name}`);
  const pending = (readJournal(world.files, home)?.changes ?? []).map(({ path }) => path);
  return [...new Set([...there, ...pending])].filter(isShardPath).sort();
}
