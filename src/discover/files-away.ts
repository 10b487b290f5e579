import type { Look } from "./source.ts";

/** Files that git tracks and keeps out of this checkout because it is sparse: they are not gone, they are somewhere else. */
export async function filesAway({ world, root }: Pick<Look, "world" | "root">): Promise<readonly string[]> {
  const sparse = await world.git.run({ cwd: root, args: ["config", "--get", "--type=bool", "core.sparseCheckout"] });
  if (!sparse.ok || new TextDecoder().decode(sparse.value.stdout).trim() !== "true") return [];
  const listed = await world.git.run({ cwd: root, args: ["ls-files", "-z", "-t"] });
  if (!listed.ok || listed.value.code !== 0) return [];
  const skipped = new TextDecoder()
    .decode(listed.value.stdout)
    .split("\0")
    .flatMap((line) => (line.startsWith("S ") ? [line.slice(2)] : []));
  return skipped.filter((path) => world.files.stat(`${root}/${path}`) === undefined);
}
