import { join, posix } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { ok, type Result } from "../std/result.ts";
import { gitBytes, textOf } from "./_git.ts";
import type { FileChange, ManifestChange } from "./change.ts";
import { MAX_GATE_FILE_BYTES } from "./limits.ts";
import type { TreePair } from "./tree-change.ts";

interface Reach {
  readonly git: Git;
  readonly files: Files;
  readonly worktree: string;
}

/** Reads every changed package.json as it was at the merge base and as it is now, with one git call. */
export async function readManifests(
  { git, files, worktree }: Reach,
  { from, to }: TreePair,
  changes: readonly FileChange[],
): Promise<Result<readonly ManifestChange[]>> {
  const changed = changes.filter((change) => isManifest(change.path) || isManifest(change.from ?? ""));
  if (changed.length === 0) return ok([]);
  const wanted = changed.flatMap((change) => [`${from}:${change.from ?? change.path}`, `${to}:${change.path}`]);
  const texts = await readBlobs(git, worktree, wanted);
  if (!texts.ok) return texts;
  return ok(
    changed.map(({ path, committed }, at) => {
      const after = committed ? texts.value[2 * at + 1] : readNow(files, join(worktree, path));
      return { path, before: texts.value[2 * at], after };
    }),
  );
}

const isManifest = (path: string): boolean => posix.basename(path) === "package.json";

function readNow(files: Files, path: string): string | undefined {
  const bytes = files.read(path, MAX_GATE_FILE_BYTES);
  return bytes.ok ? textOf(bytes.value) : undefined;
}

/** The texts of blobs by name, in order; undefined for one that is not there. Names with line ends are not asked for. */
async function readBlobs(
  git: Git,
  cwd: string,
  names: readonly string[],
): Promise<Result<readonly (string | undefined)[]>> {
  const input = names.map((name) => (name.includes("\n") ? "0".repeat(40) : name)).join("\n");
  const printed = await gitBytes(git, { cwd, args: ["cat-file", "--batch"], input: `${input}\n` });
  if (!printed.ok) return printed;
  const bytes = printed.value;
  let at = 0;
  return ok(
    names.map(() => {
      const end = bytes.indexOf(10, at);
      const [, type, size] = / (\w+) (\d+)$/.exec(textOf(bytes.subarray(at, end))) ?? [];
      const start = end + 1;
      at = size === undefined ? start : start + Number(size) + 1;
      const isText = type === "blob" && Number(size) <= MAX_GATE_FILE_BYTES;
      return isText ? textOf(bytes.subarray(start, at - 1)) : undefined;
    }),
  );
}
