import { join } from "node:path";
import type { World } from "../../ports/world.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { gitFailed } from "../faults.ts";
import { gitText } from "../git-calls.ts";
import type { Home } from "../home/home.ts";

/** Contents of blobs by name, all through one call. */
export async function readBlobs(
  world: World,
  home: Home,
  names: Iterable<string>,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const wanted = [...new Set(names)];
  const contents = new Map<string, Uint8Array>();
  if (wanted.length === 0) return ok(contents);
  const args = ["cat-file", "--batch"];
  const answer = await world.git.run({ cwd: home.folder, args, input: `${wanted.join("\n")}\n` });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(gitFailed({ args, stderr }));
  let at = 0;
  for (const name of wanted) {
    const end = stdout.indexOf(10, at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(new TextDecoder().decode(stdout.subarray(at, end))) ?? [];
    if (size === undefined) return err(gitFailed({ args, stderr: `no blob ${name}` }));
    const last = end + 1 + Number(size);
    if (last >= stdout.length) return err(gitFailed({ args, stderr: `the blob ${name} came only in part` }));
    contents.set(name, stdout.slice(end + 1, last));
    at = last + 1;
  }
  return ok(contents);
}

/** Stores texts as blobs through one call; gives their names in the same order. */
export async function writeBlobs(
  world: World,
  home: Home,
  contents: readonly Uint8Array[],
): Promise<Result<readonly string[]>> {
  if (contents.length === 0) return ok([]);
  const folder = join(home.privateFolder, "merging");
  const paths: string[] = [];
  const made = world.files.makeFolder(folder);
  if (!made.ok) return made;
  for (const [place, bytes] of contents.entries()) {
    const path = join(folder, String(place));
    const written = world.files.writeAtomic(path, bytes);
    if (!written.ok) return written;
    paths.push(path);
  }
  const args = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
  const cwd = home.gitFolder ?? home.folder;
  const hashed = await gitText(world.git, { cwd, args, input: `${paths.join("\n")}\n` });
  world.files.removeFolder(folder);
  return hashed.ok ? ok(hashed.value.split("\n")) : hashed;
}
