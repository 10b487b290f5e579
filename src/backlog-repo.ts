/** The door for programs that know `backlog_repo`: its nine functions, with names as they are usual here. */
import { resolve } from "node:path";
import { ACTION_LEDGER, ATOM_LEDGER, type AtomEntry, atomEntry } from "./evidence/backlog-repo/atom-entry.ts";
import type { LedgerRecord } from "./evidence/backlog-repo/ledger-value.ts";
import { indexPlans, type PlanIndex, planFindings } from "./evidence/backlog-repo/plan-index.ts";
import type { LedgerKind, LedgerProblem } from "./evidence/backlog-repo/read-ledger.ts";
import type { SyncCounts } from "./evidence/backlog-repo/sync-plans.ts";
import { hostWorld } from "./host/world.ts";
import type { World } from "./ports/world.ts";
import type { Finding } from "./std/finding.ts";
import { err, ok, type Result } from "./std/result.ts";
import { changedMeanwhile } from "./store/faults.ts";
import { changeLedger, loadLedger, refusalOf } from "./store/ledgers/ledger-file.ts";
import { ownerRoots } from "./store/plans/owner-roots.ts";
import { scanPlans } from "./store/plans/scan.ts";
import { syncFolders } from "./store/plans/sync-ledger.ts";
import { formatInstant } from "./ticket/instant.ts";

export { ticketExportAnchors } from "./evidence/backlog-repo/anchors.ts";
export {
  ATOM_STATUSES,
  type AtomStatus,
  normalizeAtomStatus,
  promoteAtomStatus,
} from "./evidence/backlog-repo/atom-status.ts";
export { ticketExportFingerprint } from "./evidence/backlog-repo/fingerprint.ts";
export type { PlanIndexEntry } from "./evidence/backlog-repo/plan-index.ts";
export type { AtomEntry, Finding, LedgerProblem, LedgerRecord, PlanIndex, Result, SyncCounts, World };

/** The parts of the world that ledgers and plans need; the real ones unless given. */
export type LedgerWorld = Pick<World, "files" | "locks" | "environment" | "clock">;

export interface LoadedActions {
  /** People's decisions, by fingerprint. */
  readonly actions: ReadonlyMap<string, LedgerRecord>;
  /** Entries that cannot be read, and ids that are there twice. */
  readonly problems: readonly LedgerProblem[];
}

/** Reads a ledger of actions. One that is not there is empty, and is not made. */
export function loadBacklogActionsYaml(path: string, world: LedgerWorld = hostWorld()): Result<LoadedActions> {
  const reading = load(path, ACTION_LEDGER, world);
  return reading.ok ? ok({ actions: reading.value.entries, problems: reading.value.problems }) : reading;
}

export interface LoadedAtoms {
  readonly atoms: ReadonlyMap<string, AtomEntry>;
  readonly problems: readonly LedgerProblem[];
  /** The text that was read: given to `writeAtomActionsYaml` it keeps others' entries from being overwritten. */
  readonly revision: string;
}

/** Reads a ledger of atoms, each entry in its one form. One that is not there is empty, and is not made. */
export function loadAtomActionsYaml(path: string, world: LedgerWorld = hostWorld()): Result<LoadedAtoms> {
  const reading = load(path, ATOM_LEDGER, world);
  if (!reading.ok) return reading;
  const { entries, problems, text } = reading.value;
  const atoms = new Map([...entries].map(([id, record]) => [id, atomEntry(record, id)]));
  return ok({ atoms, problems, revision: text });
}

export interface WriteAtoms {
  readonly atoms: ReadonlyMap<string, LedgerRecord>;
  /** Refuse when the file is no longer what it was then. */
  readonly revision?: string;
}

/**
 * Writes a ledger of atoms: these and no others, sorted. Locked and atomic; comments, unknown keys and entries that cannot be read
 * stay. Without a revision the file is taken as it is, and atoms that are not given go.
 */
export async function writeAtomActionsYaml(
  path: string,
  { atoms, revision }: WriteAtoms,
  world: LedgerWorld = hostWorld(),
): Promise<Result<void>> {
  const file = { path: resolve(world.environment.cwd, path), kind: ATOM_LEDGER };
  const since = formatInstant(world.clock.now());
  const holder = { actor: "docket/backlog-repo", command: "writeAtomActionsYaml", since };
  return changeLedger(world, { file, writing: { holder } }, (reading) => {
    if (revision !== undefined && revision !== reading.text) return err(changedMeanwhile({ path }));
    const gone = [...reading.entries.keys()].filter((id) => !atoms.has(id)).map((id) => [id, undefined] as const);
    const kept = [...atoms].flatMap(([id, record]) =>
      reading.sealed.has(id) ? [] : [[id, atomEntry(record, id)] as const],
    );
    return ok({ changes: new Map([...gone, ...kept]), output: undefined });
  });
}

export interface ScannedPlans {
  readonly index: PlanIndex;
  readonly findings: readonly Finding[];
}

/** The tickets of a repository by where their plans lie. */
export function scanPlanTicketIndex(ownerRoot: string, world: LedgerWorld = hostWorld()): Result<ScannedPlans> {
  const roots = rootsOf([ownerRoot], world);
  if (!roots.ok) return roots;
  const { plans, findings } = scanPlans(world.files, roots.value);
  return ok({ index: indexPlans(plans), findings: [...findings, ...planFindings(plans)] });
}

export interface SyncAtoms {
  readonly atomActions: ReadonlyMap<string, LedgerRecord>;
  /** Repositories, each by its root or its folder of plans. The first keeps the ledger: ways to the others begin there. */
  readonly ownerRoots: readonly string[];
  /** UTC, such as `2026-03-01T11:00:00Z`; now unless given. */
  readonly generatedAt?: string;
}

export interface SyncedAtoms {
  readonly atoms: ReadonlyMap<string, AtomEntry>;
  /** Ids of those that say something new. */
  readonly changed: readonly string[];
  readonly counts: SyncCounts;
  readonly findings: readonly Finding[];
}

/** Brings entries to what the folders of plans say, as `docket plans sync` does. Nothing is written. */
export function syncAtomActionsFromPlanFolders(
  { atomActions, ownerRoots: named, generatedAt }: SyncAtoms,
  world: LedgerWorld = hostWorld(),
): Result<SyncedAtoms> {
  const roots = rootsOf(named, world);
  if (!roots.ok) return roots;
  const at = generatedAt ?? formatInstant(world.clock.now());
  const reading = { entries: atomActions, sealed: new Set<string>() };
  const { synced, findings } = syncFolders(world.files, reading, { roots: roots.value, tickets: [], at });
  return ok({ atoms: synced.entries, changed: [...synced.changed.keys()], counts: synced.counts, findings });
}

function load(path: string, kind: LedgerKind, world: LedgerWorld) {
  const file = { path: resolve(world.environment.cwd, path), kind };
  const reading = loadLedger(world, file);
  if (!reading.ok) return reading;
  const refusal = refusalOf(reading.value, file);
  return refusal.ok ? reading : refusal;
}

function rootsOf(named: readonly string[], { files, environment: { cwd } }: LedgerWorld) {
  const all = ownerRoots(files, cwd, { cwd, named });
  if (!all.ok) return all;
  const [first] = all.value;
  return first === undefined ? all : ownerRoots(files, first.folder, { cwd, named });
}
