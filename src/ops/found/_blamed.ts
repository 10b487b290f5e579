import { blameOf } from "../../discover/blame.ts";
import type { Atom } from "../../evidence/atom.ts";
import type { Backlog } from "../../store/backlog.ts";

/** Sources whose facts are lines that a person wrote. */
const WRITTEN = new Set(["todo", "checklist"]);
/** Asking git who wrote a line walks through the file's history. */
const MAX_ASKED = 5;

/** Who wrote the lines that a new ticket is about, and when, by the ids of their atoms. */
export async function blamed({ home, world }: Backlog, atoms: readonly Atom[]): Promise<ReadonlyMap<string, string>> {
  const asked = atoms
    .filter(({ source, place }) => WRITTEN.has(source) && place?.line !== undefined)
    .slice(0, MAX_ASKED);
  const told = await Promise.all(
    asked.map(async ({ id, place }): Promise<readonly [string, string] | undefined> => {
      if (place?.line === undefined) return undefined;
      const { author, since } = await blameOf(world.git, { root: home.root, path: place.path, line: place.line });
      return author === undefined || since === undefined ? undefined : [id, `written by ${author} on ${since}`];
    }),
  );
  return new Map(told.filter((one) => one !== undefined));
}
