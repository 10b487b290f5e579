import { join } from "node:path";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { baseUnknown } from "./faults.ts";
import { MAX_PACKED_REFS_BYTES } from "./limits.ts";
import { looseRef, OBJECT_ID, type RefFiles } from "./loose-ref.ts";
import type { Workshop } from "./workshop.ts";

/** A repository's refs, by files where they are files. */
interface Refs extends RefFiles {
  readonly git: Git;
}

/**
 * Where a branch stands; undefined when it is not there. An order asks this many times, and a call of git costs more than the files:
 * the ref's own, then the one for all packed refs, in git's order. Git itself is asked where that does not tell.
 */
export async function readRef(refs: Refs, ref: string): Promise<Result<string | undefined>> {
  const found = looseRef(refs, ref) ?? packedRef(refs, ref);
  if (found !== "unknown") return ok(found === "none" ? undefined : found);
  const args = ["rev-parse", "--verify", "--quiet", ref];
  const answer = await refs.git.run({ cwd: refs.gitFolder, args });
  if (!answer.ok) return answer;
  const said = new TextDecoder().decode(answer.value.stdout).trim();
  return ok(answer.value.code === 0 && OBJECT_ID.test(said) ? said : undefined);
}

/** The refs of a backlog's repository. */
export const refsOf = ({ backlog: { world, home } }: Pick<Workshop, "backlog">): Refs => ({
  git: world.git,
  files: world.files,
  gitFolder: home.gitFolder,
});

/** The tip of a branch that has to be there. */
export async function branchTip(shop: Pick<Workshop, "backlog">, branch: string): Promise<Result<string>> {
  const tip = await readRef(refsOf(shop), `refs/heads/${branch}`);
  if (!tip.ok) return tip;
  return tip.value === undefined ? err(baseUnknown({ base: branch })) : ok(tip.value);
}

function packedRef({ files, gitFolder }: Refs, ref: string): string | "none" | "unknown" {
  // A file that is there and names no object leads elsewhere, or is damaged; and other ways of keeping refs have no such files.
  if (files.stat(join(gitFolder, ref))?.isFile() === true || files.stat(join(gitFolder, "reftable")) !== undefined)
    return "unknown";
  const path = join(gitFolder, "packed-refs");
  if (files.stat(path) === undefined) return "none";
  const read = files.read(path, MAX_PACKED_REFS_BYTES);
  if (!read.ok) return "unknown";
  const text = new TextDecoder().decode(read.value);
  const end = text.indexOf(` ${ref}\n`);
  if (end < 0) return "none";
  const oid = text.slice(text.lastIndexOf("\n", end) + 1, end);
  return OBJECT_ID.test(oid) ? oid : "unknown";
}
