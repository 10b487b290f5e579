import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where folders of tests are made. */
export interface Scratch {
  /** All of them; removed at the end. */
  readonly folder: string;
  /** A place on the disk, for what is about the disk itself. */
  readonly disk: string;
}

const IN_MEMORY = "/dev/shm";
const ROOM_BYTES = 2 * 1024 ** 3;

/**
 * In memory where the machine has room there: thousands of small repositories are made, and on a disk the making of
 * their files takes as long as the tests. Who sets TMPDIR decides alone; the long run stays on the disk.
 */
export function makeScratch(variables: Readonly<Record<string, string | undefined>>): Scratch {
  const disk = tmpdir();
  const mayMove = variables.TMPDIR === undefined && variables.DOCKET_LONG !== "1";
  if (mayMove && hasRoom(IN_MEMORY)) {
    const folder = makeIn(IN_MEMORY);
    if (runsPrograms(folder)) return { folder, disk };
    rmSync(folder, { recursive: true });
  }
  return { folder: makeIn(disk), disk };
}

function makeIn(place: string): string {
  const folder = mkdtempSync(join(place, "docket-tests-"));
  // Some tests run the program as another user, who makes folders here as well.
  chmodSync(folder, 0o1777);
  return folder;
}

function hasRoom(place: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/** A file system may be mounted so that nothing is started from it; tests do that. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, "probe");
  writeFileSync(program, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
