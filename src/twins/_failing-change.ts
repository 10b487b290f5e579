import { posix } from "node:path";
import { fileNoSpace, fileReadOnly } from "../ports/faults.ts";
import type { Files } from "../ports/files.ts";
import { err, type Result } from "../std/result.ts";
import type { Life } from "./life.ts";

/** One change of a disk, and how far it gets when its process dies. */
export interface Change {
  readonly name: string;
  readonly path: string;
  readonly needsSpace: boolean;
  readonly whole: () => Result<void>;
  /** As far as it gets without being done. */
  readonly half: () => void;
  /** What it leaves when its process dies as soon as it is done. */
  readonly after?: () => void;
}

export function carryOut(change: Change, life: Life): Result<void> {
  switch (life.begin(`${change.name} ${change.path}`)) {
    case "half":
      change.half();
      return life.end();
    case "after":
      if (change.whole().ok) change.after?.();
      return life.end();
    case "read-only":
      return err(fileReadOnly({ path: change.path }));
    case "no-space":
      return change.needsSpace ? err(fileNoSpace({ path: change.path })) : change.whole();
    case "go":
      return change.whole();
  }
}

/** The name is one that the real thing gives to its temp files. */
export function leaveTemp(files: Files, path: string, bytes: Uint8Array): void {
  files.writeAtomic(tempOf(path), bytes);
}

export const tempOf = (path: string): string =>
  posix.join(posix.dirname(path), `.~${posix.basename(path)}.4194304.crashed`);
