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

export function tempFolder(name = "docket"): TempFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  return {
    path,
    at: (...parts) => join(path, ...parts),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}
