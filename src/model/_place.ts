import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { modelPlaceFailed } from "./faults.ts";
import { PLACE_AGE_MS } from "./limits.ts";

export interface Surroundings {
  readonly files: Files;
  readonly git: Git;
  /** Folder for places, private to the clone. */
  readonly places: string;
  /** The checkout whose files are copied; an empty place without it. */
  readonly root: string | undefined;
}

/**
 * Gives a folder that is thrown away, with a copy of the checkout's files where that is wanted. It is a repository of its own with no
 * history: git and Docket, called in there, find that one and not the user's.
 */
export async function inPlace<Value>(
  around: Surroundings,
  name: string,
  use: (place: string) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const { files, places } = around;
  sweep(around);
  const place = join(places, name);
  const made = files.makeFolder(place);
  if (!made.ok) return made;
  const filled = await fill(around, place);
  const used = filled.ok ? await use(place) : filled;
  // What cannot be taken away is swept later; the answer is there all the same.
  files.removeFolder(place);
  return used;
}

async function fill({ git, root }: Surroundings, place: string): Promise<Result<void>> {
  const made = await git.run({ cwd: place, args: ["init", "--quiet", "--template=", "."] });
  if (made.ok && made.value.code !== 0) return err(modelPlaceFailed({ reason: made.value.stderr.trim() }));
  // Without git there is no repository that could be found by mistake.
  if (!made.ok) return made.fault.code === "git-missing" && root === undefined ? ok(undefined) : made;
  if (root === undefined) return ok(undefined);
  const copied = await git.run({ cwd: root, args: ["checkout-index", "--all", "--quiet", `--prefix=${place}/`] });
  if (!copied.ok) return copied;
  if (copied.value.code === 0) return ok(undefined);
  return err(modelPlaceFailed({ reason: copied.value.stderr.trim().split("\n", 1)[0] ?? "" }));
}

/** Takes away what a crash left. */
function sweep({ files, places }: Surroundings): void {
  const listed = files.list(places);
  for (const name of listed.ok ? listed.value : []) {
    const path = join(places, name);
    const { mtimeMs } = files.stat(path) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (files.stampMs() - mtimeMs > PLACE_AGE_MS) files.removeFolder(path);
  }
}
