import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone when its block ends: `using temp = tempFolder()`. */
export interface TempFolder extends Disposable {
  /** Absolute, links resolved. */
  readonly path: string;
  /** A path inside the folder. */
  at(...parts: readonly string[]): string;
}

/** A place on the disk, for tests of what a disk does; other folders of tests may lie in memory. */
export const onDisk = (): string => process.env.DOCKET_TEST_DISK ?? tmpdir();

export function tempFolder(name = "docket", place = tmpdir()): TempFolder {
  const path = realpathSync(mkdtempSync(join(place, `${name}-`)));
  return {
    path,
    at: (...parts) => join(path, ...parts),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
