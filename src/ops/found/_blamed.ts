import { blameOf } from "../../discover/blame.ts";
import type { Atom } from "../../evidence/atom.ts";
import type { Backlog } from "../../store/backlog.ts";

/** Sources whose facts are lines that a person wrote. */
const WRITTEN = new Set(["todo", "checklist"]);
/** Of one ticket. */
const MAX_ASKED = 5;
/** Git walks through the history of each file, and others wait for this transaction to end: what is not known by then is left out. */
const MAX_MS = 10_000;

/** Who wrote the lines that new tickets are about, and when, by the ids of their atoms. */
export async function blamed(
  { home, world }: Backlog,
  groups: readonly (readonly Atom[])[],
): Promise<ReadonlyMap<string, string>> {
  const asked = groups.flatMap((atoms) =>
    atoms.flatMap((atom) => (WRITTEN.has(atom.source) ? (placeOf(atom) ?? []) : [])).slice(0, MAX_ASKED),
  );
  const notes = new Map<string, string>();
  const began = world.clock.monotonic();
  for (const [path, places] of Map.groupBy(asked, (place) => place.path)) {
    if (world.clock.monotonic() - began > MAX_MS) break;
    const written = await blameOf(world.git, { root: home.root, path, lines: places.map(({ line }) => line) });
    for (const { id, line } of places) {
      const by = written.get(line);
      if (by !== undefined) notes.set(id, `written by ${by.author} on ${by.since}`);
    }
  }
  return notes;
}

function placeOf({
  id,
  place,
}: Atom): { readonly id: string; readonly path: string; readonly line: number } | undefined {
  return place?.line === undefined ? undefined : { id, path: place.path, line: place.line };
}
