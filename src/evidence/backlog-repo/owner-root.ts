import { type AtomEntry, listIn } from "./atom-entry.ts";
import { PLANS_FOLDER } from "./buckets.ts";

/** A repository whose folders of plans count. */
export interface OwnerRoot {
  /** Where it is on this machine; never written down. */
  readonly folder: string;
  /** From the repository that keeps the ledger: `.`, `../other`. */
  readonly name: string;
}

const PATHS = ["queue_paths", "dequeued_paths", "discarded_paths", "reconciled_missing_queue_paths"] as const;
const ROOTS = ["queue_owner_roots", "dequeued_owner_roots", "discarded_owner_roots"] as const;

/** The entry as any machine understands it: paths of another machine become paths from the root of their owner. */
export function portableEntry(entry: AtomEntry, roots: readonly OwnerRoot[]): AtomEntry {
  const moved = (keys: readonly (typeof PATHS | typeof ROOTS)[number][], change: (text: string) => string) =>
    keys.flatMap((key) => (entry[key] === undefined ? [] : [[key, unique(listIn(entry, key).map(change))] as const]));
  return {
    ...entry,
    ...Object.fromEntries(moved(PATHS, (path) => portablePath(path, roots))),
    ...Object.fromEntries(moved(ROOTS, (root) => portableRoot(root, roots))),
  };
}

/** A path from the root of its owner, with forward slashes. Of a path from elsewhere the part from the plans on is understood. */
function portablePath(path: string, roots: readonly OwnerRoot[]): string {
  const slashed = path.replaceAll("\\", "/");
  if (!isAbsolute(slashed)) return slashed;
  const owner = roots.find(({ folder }) => slashed.startsWith(`${folder.replaceAll("\\", "/")}/`));
  if (owner !== undefined) return slashed.slice(owner.folder.length + 1);
  const at = slashed.lastIndexOf(`/${PLANS_FOLDER}/`);
  return at < 0 ? path : slashed.slice(at + 1);
}

function portableRoot(root: string, roots: readonly OwnerRoot[]): string {
  const slashed = root.replaceAll("\\", "/").replace(/(?<=.)\/$/, "");
  return roots.find(({ folder }) => folder.replaceAll("\\", "/") === slashed)?.name ?? root;
}

const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:\/)/.test(path);

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
