import { type AtomEntry, listIn, withMore, without } from "./atom-entry.ts";
import { type Plan, planAtoms } from "./plan.ts";
import { isLive } from "./plan-index.ts";
import { isNameOf } from "./plan-name.ts";
import { byFingerprint, type Draft } from "./sync-draft.ts";

export interface RemovalCounts {
  readonly removal_files_scanned: number;
  readonly atoms_demoted: number;
}

/**
 * First pass: a plan that was put away lets its atoms go back to `new`, once. That it was put away is written into each entry, and a
 * second look finds it there: an atom that went on since then is left alone. Where the same ticket has a live plan as well nothing is
 * noted: the next pass takes the atom on from `new`.
 */
export function removalPass(draft: Draft, plans: readonly Plan[]): RemovalCounts {
  const { entries, sealed, at } = draft;
  const removed = plans.filter((plan) => !isLive(plan)).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const live = Map.groupBy(plans.filter(isLive), ({ name }) => name.fingerprint);
  const listing = byFingerprint(entries);
  let demoted = 0;
  for (const plan of removed.filter(({ isSealed }) => !isSealed)) {
    const others = live.get(plan.name.fingerprint) ?? [];
    // A live plan that cannot be read would not take its atoms on again.
    if (others.some(({ isSealed }) => isSealed)) continue;
    const named = [...planAtoms(plan), ...(listing.get(plan.name.fingerprint) ?? [])];
    for (const id of withOldNames(named, entries)) {
      const entry = entries.get(id);
      if (entry === undefined || sealed.has(id)) continue;
      const isNoted = listIn(entry, keysOf(plan).paths).includes(plan.path);
      const after = others.length > 0 ? { ...entry, status: "new" as const } : putAway(entry, plan, { at, isNoted });
      if (entry.status !== after.status) demoted += 1;
      entries.set(id, after);
    }
  }
  return { removal_files_scanned: removed.length, atoms_demoted: demoted };
}

const placeOf = ({ root, path }: Plan): string => `${root} ${path}`;

/** The older names of a failure go back together with it; else they would bring it forward again. */
const withOldNames = (ids: readonly string[], entries: ReadonlyMap<string, AtomEntry>): ReadonlySet<string> =>
  new Set(
    ids.flatMap((id) => {
      const entry = entries.get(id);
      return entry === undefined ? [] : [id, ...listIn(entry, "derived_from_atom_ids")];
    }),
  );

function putAway(entry: AtomEntry, plan: Plan, { at, isNoted }: { at: string; isNoted: boolean }): AtomEntry {
  const { fingerprint } = plan.name;
  const keys = keysOf(plan);
  const placed = withMore(withMore(entry, keys.paths, [plan.path]), keys.roots, [plan.root]);
  const noted = plan.bucket.holds === "discarded" ? withMore(placed, "discarded_fingerprints", [fingerprint]) : placed;
  if (isNoted) return noted;
  const unqueued = without(noted, "queue_paths", (path) => isNameOf(path, fingerprint));
  return { ...unqueued, status: "new", last_queue_status: plan.bucket.holds, last_queue_at: at };
}

const keysOf = ({ bucket }: Plan) =>
  bucket.holds === "discarded"
    ? ({ paths: "discarded_paths", roots: "discarded_owner_roots" } as const)
    : ({ paths: "dequeued_paths", roots: "dequeued_owner_roots" } as const);
