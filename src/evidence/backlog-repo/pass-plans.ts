import { type AtomEntry, listIn, withMore, without } from "./atom-entry.ts";
import { canonicalFailureId } from "./atom-id.ts";
import { type AtomStatus, promoteAtomStatus } from "./atom-status.ts";
import { isLedgerRecord, type LedgerRecord } from "./ledger-value.ts";
import { type Plan, planAtoms } from "./plan.ts";
import { isLive } from "./plan-index.ts";
import { isNameOf } from "./plan-name.ts";
import { byFingerprint, type Draft, newEntry } from "./sync-draft.ts";

export interface PlanCounts {
  readonly ticket_files_scanned: number;
  readonly tickets_without_evidence: number;
  readonly atom_ids_seen: number;
  readonly atoms_created: number;
  readonly atoms_promoted: number;
}

/**
 * Ties the atoms that live plans name to their tickets, making entries that are missing, before any pass: so each pass sees the same
 * ties, and a plan put away beside a live one is noted at the first look already. Gives the ids that were made.
 */
export function tieAtoms({ entries, sealed, at }: Draft, plans: readonly Plan[]): ReadonlySet<string> {
  const made = new Set<string>();
  for (const plan of plans.filter((one) => isLive(one) && !one.isSealed)) {
    for (const id of planAtoms(plan).filter((one) => !sealed.has(one))) {
      const known = entries.get(id);
      if (known === undefined) made.add(id);
      const named = withMore(known ?? newEntry(id, at), "fingerprints", [plan.name.fingerprint]);
      entries.set(id, withMore(named, "derived_from_atom_ids", olderNames(plan, id)));
    }
  }
  return made;
}

/** Second pass: the atoms of each plan that is live come as far as the folder says, and never back. */
export function plansPass(
  { entries, sealed, at }: Draft,
  plans: readonly Plan[],
  made: ReadonlySet<string>,
): PlanCounts {
  const live = plans.filter((plan) => isLive(plan) && !plan.isSealed);
  const atoms = plansByAtom(live, entries);
  let promoted = 0;
  for (const [id, about] of atoms) {
    const before = entries.get(id);
    if (before === undefined || sealed.has(id)) continue;
    const after = queued(before, about, at);
    entries.set(id, after);
    if (!made.has(id) && before.status !== after.status) promoted += 1;
  }
  return {
    ticket_files_scanned: live.length,
    tickets_without_evidence: live.filter((plan) => plan.evidence.length === 0).length,
    atom_ids_seen: atoms.size,
    atoms_created: made.size,
    atoms_promoted: promoted,
  };
}

/** The plans about each atom: all those of the tickets that its entry names. */
function plansByAtom(live: readonly Plan[], entries: Draft["entries"]): ReadonlyMap<string, readonly Plan[]> {
  const listing = byFingerprint(entries);
  const found = new Map<string, Plan[]>();
  for (const plan of live) {
    for (const id of listing.get(plan.name.fingerprint) ?? []) {
      const plans = found.get(id) ?? [];
      plans.push(plan);
      found.set(id, plans);
    }
  }
  return found;
}

/** An entry with all the live plans about it. */
function queued(entry: AtomEntry, plans: readonly Plan[], at: string): AtomEntry {
  const inOrder = plans.toSorted((a, b) => (rankOf(a) < rankOf(b) ? 1 : -1));
  const [furthest] = inOrder;
  if (furthest === undefined) return entry;
  const status = statusOf(furthest);
  return {
    ...listed(entry, plans),
    status: promoteAtomStatus(entry.status, status),
    last_queue_status: status,
    last_queue_at: at,
    last_plan_bucket: furthest.bucket.name,
    last_plan_seen_at: at,
    ...outcomes(entry, inOrder),
  };
}

/** The lists of an entry with these plans in them. */
function listed(entry: AtomEntry, plans: readonly Plan[]): AtomEntry {
  const placed = withMore(
    broughtBack(entry, plans),
    "queue_paths",
    plans.map(({ path }) => path),
  );
  return withMore(
    placed,
    "queue_owner_roots",
    plans.map(({ root }) => root),
  );
}

/** A ticket with a live plan is no longer put away: if it is once more, that counts anew. */
function broughtBack(entry: AtomEntry, plans: readonly Plan[]): AtomEntry {
  const fingerprints = plans.map(({ name }) => name.fingerprint);
  const isBack = (path: string): boolean => fingerprints.some((fingerprint) => isNameOf(path, fingerprint));
  const lists = [
    ["dequeued_paths", isBack, "dequeued_owner_roots"],
    ["discarded_paths", isBack, "discarded_owner_roots"],
    ["discarded_fingerprints", (text: string): boolean => fingerprints.includes(text), undefined],
  ] as const;
  return lists.reduce((now, [key, isOut, roots]) => {
    const left = without(now, key, isOut);
    return listIn(left, key).length > 0 ? left : omit(left, [key, ...(roots === undefined ? [] : [roots])]);
  }, entry);
}

const omit = (entry: AtomEntry, keys: readonly string[]): AtomEntry => ({
  ...Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key))),
  atom_id: entry.atom_id,
  status: entry.status,
});

/** Ids under which a plan knows the atom, and which are not its own. */
const olderNames = ({ evidence }: Plan, id: string): readonly string[] =>
  evidence.filter((named) => named !== id && canonicalFailureId(named) === id);

const statusOf = ({ bucket }: Plan): AtomStatus => (bucket.holds === "actioned" ? "actioned" : "queued");

/** By status, then by folder, then by path: the same plans give the same stamps, in whatever order they were found. */
const rankOf = ({ bucket, root, path }: Plan): string =>
  `${bucket.holds === "actioned" ? 1 : 0} ${bucket.name} ${root} ${path}`;

/** What the plans tell of how they ended; of two that differ the one that is furthest on. */
function outcomes(entry: AtomEntry, inOrder: readonly Plan[]): LedgerRecord {
  const told = inOrder.flatMap(({ name, outcome }) => (outcome === undefined ? [] : [{ name, state: outcome.state }]));
  const [last] = told;
  if (last === undefined) return {};
  const known = isLedgerRecord(entry.plan_outcomes) ? entry.plan_outcomes : {};
  const records = told.toReversed().map(({ name: { fingerprint }, state }) => {
    const before = known[fingerprint];
    return [fingerprint, { ...(isLedgerRecord(before) ? before : {}), state }] as const;
  });
  return { plan_outcomes: { ...known, ...Object.fromEntries(records) }, last_outcome_state: last.state };
}
