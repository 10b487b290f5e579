/** One file before and after. `undefined` means that it is not there. */
export interface Change {
  /** Path from the backlog's folder, with forward slashes. */
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: string | Uint8Array | undefined;
}

/** The bytes a change leaves behind. */
const bytesAfter = ({ after }: Pick<Change, "after">): Uint8Array | undefined =>
  typeof after === "string" ? new TextEncoder().encode(after) : after;

/** What a transaction will do, decided before anything is written. */
export interface ChangeSet {
  /** The commit's message: first line in the imperative, naming the ticket. */
  readonly message: string;
  readonly changes: readonly Change[];
  /** A commit made beforehand that holds exactly these changes (a merge); the branch moves to it instead of a new one. */
  readonly commit?: { readonly id: string; readonly from: string };
}

/** Drops changes that change nothing, so that a repeated command leaves no empty commit. */
export function realChanges(set: ChangeSet): ChangeSet {
  return { ...set, changes: set.changes.filter((change) => !sameBytes(change.before, bytesAfter(change))) };
}

const sameBytes = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : one.length === other.length && one.every((byte, at) => byte === other[at]);
