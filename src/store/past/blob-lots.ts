import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";
import { MAX_BLOBS_BYTES, MAX_TICKET_BYTES } from "../limits.ts";
import { readBlobs } from "../sync/blobs.ts";

/**
 * Gives the contents of blobs one by one, of which only a bounded lot is in memory at a time. What this clone does not have, and
 * what is larger than a ticket may be, is left out.
 */
export async function eachBlob(
  { home, world }: Backlog,
  names: readonly string[],
  take: (name: string, bytes: Uint8Array) => void,
): Promise<Result<void>> {
  if (names.length === 0) return ok(undefined);
  const checked = await gitText(world.git, {
    cwd: home.folder,
    args: ["cat-file", "--batch-check"],
    input: `${names.join("\n")}\n`,
    // A clone without contents would fetch them one by one.
    env: { GIT_NO_LAZY_FETCH: "1" },
  });
  if (!checked.ok) return checked;
  for (const lot of lotsOf(checked.value.split("\n"))) {
    const read = await readBlobs(world, home, lot);
    if (!read.ok) return read;
    for (const [name, bytes] of read.value) take(name, bytes);
  }
  return ok(undefined);
}

function lotsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const lots: string[][] = [[]];
  let bytes = 0;
  for (const line of lines) {
    const [, name, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
    if (name === undefined || Number(size) > MAX_TICKET_BYTES) continue;
    bytes += Number(size);
    if (bytes > MAX_BLOBS_BYTES) lots.push([]);
    if (bytes > MAX_BLOBS_BYTES) bytes = Number(size);
    lots.at(-1)?.push(name);
  }
  return lots;
}
