import type { Watch } from "../ports/watch.ts";
import type { MemoryFiles } from "./memory-files.ts";

/** Tells of changes of a disk in memory, which no notice has to be waited for. */
export function memoryWatch(files: MemoryFiles): Watch {
  return { settle: async () => undefined, mark: (folder) => files.changesIn(folder) };
}
