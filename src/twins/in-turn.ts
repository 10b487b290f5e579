import type { Files, FileWrite } from "../ports/files.ts";
import { ok, type Result } from "../std/result.ts";

/** What writeEach does to a disk on which every step is durable at once. */
export async function writeInTurn(
  files: Pick<Files, "writeAtomic" | "createAtomic">,
  writes: readonly FileWrite[],
  arrives: (place: number) => Result<boolean>,
): Promise<Result<void>> {
  for (const [place, { path, bytes, how }] of writes.entries()) {
    const arriving = arrives(place);
    if (!arriving.ok) return arriving;
    if (!arriving.value) continue;
    const written = how === "replace" ? files.writeAtomic(path, bytes) : files.createAtomic(path, bytes);
    if (!written.ok) return written;
  }
  return ok(undefined);
}
