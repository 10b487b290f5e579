import { join } from "node:path";
import { ATOM_LEDGER } from "../../evidence/backlog-repo/atom-entry.ts";
import type { NativeTicket } from "../../evidence/backlog-repo/native-status.ts";
import type { OwnerRoot } from "../../evidence/backlog-repo/owner-root.ts";
import type { LedgerReading } from "../../evidence/backlog-repo/read-ledger.ts";
import { type SyncCounts, type Synced, syncPlans } from "../../evidence/backlog-repo/sync-plans.ts";
import type { Files } from "../../ports/files.ts";
import type { World } from "../../ports/world.ts";
import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import { changeLedger, type LedgerWriting, loadLedger, refusalOf } from "../ledgers/ledger-file.ts";
import { scanPlans } from "./scan.ts";

export interface LedgerSync {
  readonly counts: SyncCounts;
  /** Atoms whose entries say something new. */
  readonly changed: readonly string[];
  readonly findings: readonly Finding[];
}

export interface SyncWish {
  /** The ledger: an absolute path, and how it is called in findings. */
  readonly path: string;
  readonly named: string;
  readonly roots: readonly OwnerRoot[];
  readonly tickets: readonly NativeTicket[];
  readonly at: string;
}

/** Brings the ledger of atoms to what the folders of plans say, in one locked change; `undefined` for writing only says what it would do. */
export async function syncLedger(
  world: Pick<World, "files" | "locks" | "environment">,
  wish: SyncWish,
  writing: LedgerWriting | undefined,
): Promise<Result<LedgerSync>> {
  const file = { path: wish.path, kind: ATOM_LEDGER };
  const decide = (reading: LedgerReading) => {
    const { synced, findings } = syncFolders(world.files, reading, wish);
    const problems = reading.problems.map((problem) => ({ ...problem, file: wish.named }));
    const output = { counts: synced.counts, changed: [...synced.changed.keys()], findings: [...problems, ...findings] };
    return ok({ changes: synced.changed, output });
  };
  if (writing !== undefined) return changeLedger(world, { file, writing }, decide);
  const reading = loadLedger(world, file);
  if (!reading.ok) return reading;
  const refusal = refusalOf(reading.value, file);
  return refusal.ok ? ok(decide(reading.value).value.output) : refusal;
}

/** What the folders of plans make of entries; nothing is written. */
export function syncFolders(
  files: Files,
  reading: Pick<LedgerReading, "entries" | "sealed">,
  { roots, tickets, at }: Pick<SyncWish, "roots" | "tickets" | "at">,
): { readonly synced: Synced; readonly findings: readonly Finding[] } {
  const { plans, bucketsScanned, isWhole, findings } = scanPlans(files, roots);
  const isThere = (path: string): boolean => roots.some(({ folder }) => isReadable(files, join(folder, path)));
  const synced = syncPlans(reading, { plans, roots, bucketsScanned, isWhole, tickets, isThere }, at);
  return { synced, findings: [...findings, ...synced.findings] };
}

const isReadable = (files: Files, path: string): boolean => files.stat(path)?.isFile() === true;
