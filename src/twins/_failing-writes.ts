import type { Files, FileWrite } from "../ports/files.ts";
import { ok, type Result } from "../std/result.ts";
import { carryOut, leaveTemp, tempOf } from "./_failing-change.ts";
import type { Life } from "./life.ts";

interface Dying {
  readonly files: Files;
  readonly life: Life;
}

/** Many files at once in the hands of a process that may die: between any two of its temp files, and between any two names it gives. */
export async function failingWrites(
  dying: Dying,
  writes: readonly FileWrite[],
  arrives: (place: number) => Result<boolean>,
): Promise<Result<void>> {
  const { files } = dying;
  const left = new Set<string>();
  const done = fillAll(dying, writes, left);
  const placed = done.ok ? placeAll(dying, { writes, arrives, left }) : done;
  // A disk that takes no change keeps them too, until the next writer finds them.
  if (placed.ok || placed.fault.code !== "file-read-only") for (const path of left) files.remove(tempOf(path));
  return placed;
}

function fillAll({ files, life }: Dying, writes: readonly FileWrite[], left: Set<string>): Result<void> {
  for (const { path, bytes } of writes) {
    const whole = (): Result<void> => {
      leaveTemp(files, path, bytes);
      left.add(path);
      return ok(undefined);
    };
    const half = (): void => leaveTemp(files, path, bytes.subarray(0, bytes.byteLength >> 1));
    const filled = carryOut({ name: "fill", path, needsSpace: true, whole, half }, life);
    if (!filled.ok) return filled;
  }
  return ok(undefined);
}

interface Placing {
  readonly writes: readonly FileWrite[];
  readonly arrives: (place: number) => Result<boolean>;
  readonly left: Set<string>;
}

function placeAll({ files, life }: Dying, { writes, arrives, left }: Placing): Result<void> {
  for (const [place, { path, bytes, how }] of writes.entries()) {
    const arriving = arrives(place);
    if (!arriving.ok) return arriving;
    if (!arriving.value) continue;
    const whole = (): Result<void> => {
      const done = how === "replace" ? files.writeAtomic(path, bytes) : files.createAtomic(path, bytes);
      // A rename takes the temp file away; where a name is linked it goes after all.
      if (done.ok && how === "replace") {
        files.remove(tempOf(path));
        left.delete(path);
      }
      return done;
    };
    const placed = carryOut({ name: "place", path, needsSpace: true, whole, half: () => undefined }, life);
    if (!placed.ok) return placed;
  }
  return ok(undefined);
}
