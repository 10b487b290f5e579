import { join, resolve } from "node:path";
import type { Files } from "../ports/files.ts";

/** The private folder of the checkout that a folder is the top of; undefined where only git can tell. */
export function gitDirAt(files: Files, worktree: string): string | undefined {
  const path = join(worktree, ".git");
  if (files.stat(path)?.isDirectory() === true) return path;
  const read = files.read(path, MAX_GIT_FILE_BYTES);
  const line = read.ok ? new TextDecoder().decode(read.value) : "";
  return line.startsWith("gitdir: ") ? resolve(worktree, line.slice("gitdir: ".length).trimEnd()) : undefined;
}

const MAX_GIT_FILE_BYTES = 65_536;
