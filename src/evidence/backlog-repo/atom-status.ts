/** How far an atom has come in `backlog_repo`, from the beginning to the end. */
export const ATOM_STATUSES = ["new", "ticketed", "queued", "actioned"] as const;
export type AtomStatus = (typeof ATOM_STATUSES)[number];

/** Reads a status: what is missing or blank is `new`; undefined for a word that means nothing. */
export function normalizeAtomStatus(value: unknown): AtomStatus | undefined {
  if (value === undefined || value === null) return "new";
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  return word === "" ? "new" : ATOM_STATUSES.find((status) => status === word);
}

/** The further one of two: a status only ever goes on. Going back is for the passes over the plan folders alone. */
export const promoteAtomStatus = (current: AtomStatus, desired: AtomStatus): AtomStatus =>
  ATOM_STATUSES.indexOf(desired) >= ATOM_STATUSES.indexOf(current) ? desired : current;
