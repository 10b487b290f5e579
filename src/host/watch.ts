import { type FSWatcher, lstatSync, statfsSync, watch } from "node:fs";
import { platform } from "node:os";
import type { Watch } from "../ports/watch.ts";
import { WATCHED_FOLDERS_LIMIT } from "./limits.ts";

/** File systems of this machine alone: a change on any other may be made elsewhere, and the kernel would not tell. */
const LOCAL: ReadonlySet<number> = new Set([
  0xef53, // ext2 to ext4
  0x9123683e, // btrfs
  0x58465342, // xfs
  0x01021994, // tmpfs
  0x794c7630, // overlay
  0xf2f52010, // f2fs
]);

interface Watched {
  readonly watcher: FSWatcher;
  readonly inode: string;
  /** Two watches of one folder, one after the other, never give the same mark: between them nobody looked. */
  readonly number: number;
  changes: number;
}

/** Watches folders with inotify. Nothing is watched, and nothing promised, on other systems. */
export function inotifyWatch(): Watch {
  const folders = new Map<string, Watched>();
  let number = 0;
  const forget = (folder: string): void => {
    folders.get(folder)?.watcher.close();
    folders.delete(folder);
  };
  return {
    async settle() {
      // The first turn may belong to a poll that began before the change; the second has polled after it.
      await turn();
      await turn();
    },
    mark(folder) {
      const state = stateOf(folder);
      if (state === undefined) return undefined;
      if (folders.get(folder)?.inode !== state.inode) {
        forget(folder);
        const [oldest] = folders.keys();
        if (oldest !== undefined && folders.size >= WATCHED_FOLDERS_LIMIT) forget(oldest);
        number += 1;
        const begun = begin({ folder, inode: state.inode, number, lost: () => forget(folder) });
        if (begun !== undefined) folders.set(folder, begun);
      }
      const watched = folders.get(folder);
      return watched === undefined ? undefined : `${watched.number} ${watched.changes} ${state.times}`;
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function stateOf(folder: string): { readonly inode: string; readonly times: string } | undefined {
  if (platform() !== "linux") return undefined;
  try {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory() !== true || !LOCAL.has(statfsSync(folder).type)) return undefined;
    return { inode: `${stat.dev} ${stat.ino}`, times: `${stat.mtimeMs} ${stat.ctimeMs}` };
  } catch {
    // Not there, or not to be looked at: nothing is known of it.
    return undefined;
  }
}

interface Beginning {
  readonly folder: string;
  readonly inode: string;
  readonly number: number;
  readonly lost: () => void;
}

function begin({ folder, inode, number, lost }: Beginning): Watched | undefined {
  try {
    const watcher = watch(folder, { persistent: false });
    const watched: Watched = { watcher, inode, number, changes: 0 };
    watcher.on("change", () => {
      watched.changes += 1;
    });
    watcher.on("error", lost);
    return watched;
  } catch {
    // The system's limit of watches is reached.
    return undefined;
  }
}
