import type { Files } from "../ports/files.ts";
import { MAX_STATE_BYTES } from "./limits.ts";

/** The whole text of a small state file; undefined when it is not there. */
export function readText(files: Files, path: string): string | undefined {
  const read = files.read(path, MAX_STATE_BYTES);
  return read.ok ? new TextDecoder().decode(read.value) : undefined;
}

/** The first line of a small state file. */
export const readLine = (files: Files, path: string): string | undefined =>
  readText(files, path)?.split("\n", 1)[0]?.trimEnd();
