import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { readLine } from "../store/state-file.ts";

/** Where refs are files. */
export interface RefFiles {
  readonly files: Files;
  /** The common folder of all worktrees. */
  readonly gitFolder: string;
}

export const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Where a ref's own file says that it stands; undefined where it has none, whatever stands elsewhere. */
export function looseRef({ files, gitFolder }: RefFiles, ref: string): string | undefined {
  const line = readLine(files, join(gitFolder, ref));
  return line !== undefined && OBJECT_ID.test(line) ? line : undefined;
}
