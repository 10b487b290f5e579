import { join } from "node:path";
import type { World } from "../../ports/world.ts";
import { codePlace } from "./_place.ts";

type NameNow = (path: string) => string;

const AS_IT_IS: NameNow = (path) => path;

/** The names that files have today in the checkout of the caller. Git is asked what became of them only where one is not there. */
export async function namesOfToday(world: World, cwd: string, named: Iterable<string>): Promise<NameNow> {
  const place = codePlace(world, cwd);
  if (place?.inGit !== true) return AS_IT_IS;
  const { root } = place;
  const known = new Map<string, boolean>();
  const exists = (path: string): boolean => {
    const answer = known.get(path) ?? world.files.stat(join(root, path)) !== undefined;
    known.set(path, answer);
    return answer;
  };
  // Each is looked at, not only the first that is gone: afterwards the answers are there.
  const gone = [...new Set(named)].filter((path) => !exists(path));
  if (gone.length === 0) return AS_IT_IS;
  const { pathFates } = await import("./_path-fates.ts");
  const fateOf = await pathFates(world, root, exists);
  return (path) => (exists(path) ? path : (fateOf(path)?.renamedTo ?? path));
}
