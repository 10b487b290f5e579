import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { filesBelow, folder } from "./_rig.ts";

/** Either the disk was prepared, or a sentence why this machine does not allow it. */
export type Prepared = { readonly at: string } | { readonly refused: string };

const isRoot = (): boolean => process.getuid?.() === 0;

/** Makes a folder that nothing can be written to until the test is over; root is bound too, by a read-only mount. */
export function readOnly(at: string): Prepared {
  return isRoot() ? mountReadOnly(at) : takeWriteRights(at);
}

/** Makes a file system of a few megabytes; only root may do that. */
export function smallDisk(megabytes: number): Prepared {
  const at = folder("docket-small");
  const mounted = call("mount", "-t", "tmpfs", "-o", `size=${megabytes}m`, "none", at);
  if (mounted !== undefined) return { refused: mounted };
  onTestFinished(() => {
    call("umount", "-l", at);
  });
  return { at };
}

function mountReadOnly(at: string): Prepared {
  const bound = call("mount", "--bind", at, at);
  if (bound !== undefined) return { refused: bound };
  onTestFinished(() => {
    call("umount", "-l", at);
  });
  const locked = call("mount", "-o", "remount,ro,bind", at);
  return locked === undefined ? { at } : { refused: locked };
}

function takeWriteRights(at: string): Prepared {
  const paths = [at, ...filesBelow(at).map((path) => join(at, path)), ...foldersOf(at)];
  const modes = paths
    .filter((path) => !lstatSync(path).isSymbolicLink())
    .map((path) => [path, lstatSync(path).mode] as const);
  for (const [path, mode] of modes) chmodSync(path, mode & ~0o222);
  onTestFinished(() => {
    for (const [path, mode] of modes) chmodSync(path, mode);
  });
  return { at };
}

function foldersOf(at: string): readonly string[] {
  const found = spawnSync("find", [at, "-type", "d"], { encoding: "utf8" });
  return found.stdout.split("\n").filter((path) => path !== "" && path !== at);
}

/** Undefined when it worked, else the reason. */
function call(program: string, ...args: readonly string[]): string | undefined {
  const ran = spawnSync(program, args, { encoding: "utf8" });
  if (ran.error !== undefined) return `${program}: ${ran.error.message}`;
  return ran.status === 0 ? undefined : `${program}: ${ran.stderr.trim()}`;
}
