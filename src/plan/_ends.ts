/** What it takes to follow a ticket to the one that says the same. */
interface Followed {
  readonly status: string;
  readonly duplicate_of: string;
}

/** Work on a duplicate goes on in the ticket it duplicates. A circle of duplicates ends where it closes. */
export function followDuplicates(find: (id: string) => Followed | undefined, id: string): string {
  const first = find(id);
  // Nearly always there is nothing to follow.
  if (first === undefined || first.status === "done" || first.duplicate_of === "") return id;
  const seen: string[] = [];
  let at = id;
  for (;;) {
    const target = find(at);
    if (target === undefined || target.status === "done" || target.duplicate_of === "") return at;
    if (seen.includes(target.duplicate_of)) return at;
    seen.push(at);
    at = target.duplicate_of;
  }
}
