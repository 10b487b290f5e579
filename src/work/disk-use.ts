import { join } from "node:path";
import type { FileStat } from "../ports/files.ts";
import { ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { MAX_COUNTED_FILES } from "./limits.ts";
import { runsFolder, type Workshop } from "./workshop.ts";
import { orderAt } from "./worktree.ts";

/** What lies in a folder: links are counted as themselves, never what they lead to. */
export interface Room {
  readonly bytes: number;
  readonly files: number;
  /** False where there was more than is counted. */
  readonly whole: boolean;
}

/** What one order takes up. */
export interface OrderRoom {
  readonly order: string;
  /** Null when its checkout is gone. */
  readonly checkout: Room | null;
  /** Its private logs and patches; null when there are none. */
  readonly run: Room | null;
}

export interface DiskUse {
  /** The largest first. */
  readonly orders: readonly OrderRoom[];
  /** How many orders take up room, listed or not. */
  readonly total: number;
  /** All checkouts of orders. */
  readonly checkouts: Room;
  /** Everything private to this clone: journals, logs, patches, index, caches. */
  readonly private: Room;
}

const WORK = "measuring";

/** Measures the checkouts of orders and what is kept of them in private. */
export async function diskUse(shop: Workshop, limit: number): Promise<Result<DiskUse>> {
  const checkouts = await orderCheckouts(shop);
  if (!checkouts.ok) return checkouts;
  const runs = runsOf(shop);
  const ids = [...new Set([...checkouts.value.keys(), ...runs.keys()])].sort();
  const { progress } = shop.backlog.world;
  const rooms = ids.map((order, at): OrderRoom => {
    progress.step(WORK, at, ids.length);
    return {
      order,
      checkout: roomAt(shop, checkouts.value.get(order)),
      run: roomAt(shop, runs.get(order)),
    };
  });
  const own = measure(shop, shop.backlog.home.privateFolder);
  progress.end(WORK);
  return ok({
    orders: rooms.toSorted((a, b) => bytesOf(b) - bytesOf(a)).slice(0, limit),
    total: rooms.length,
    checkouts: sum(rooms.map(({ checkout }) => checkout ?? NOTHING)),
    private: own,
  });
}

async function orderCheckouts(shop: Workshop): Promise<Result<ReadonlyMap<string, string>>> {
  const { git } = shop.backlog.world;
  const listed = await gitText(git, { cwd: shop.backlog.home.root, args: ["worktree", "list", "--porcelain"] });
  if (!listed.ok) return listed;
  const paths = listed.value.split("\n").flatMap((line) => (line.startsWith("worktree ") ? [line.slice(9)] : []));
  return ok(
    new Map(
      paths.flatMap((path): [string, string][] => {
        const order = orderAt(shop, path);
        return order === undefined ? [] : [[order, path]];
      }),
    ),
  );
}

function runsOf(shop: Workshop): ReadonlyMap<string, string> {
  const folder = runsFolder(shop);
  const listed = shop.backlog.world.files.list(folder);
  const names = listed.ok ? listed.value.filter((name) => name.startsWith("WO-")) : [];
  return new Map(names.map((name) => [name, join(folder, name)]));
}

const NOTHING: Room = { bytes: 0, files: 0, whole: true };

const roomAt = (shop: Workshop, folder: string | undefined): Room | null =>
  folder === undefined ? null : measure(shop, folder);

/** Folder by folder; what goes away meanwhile is not counted. */
function measure({ backlog }: Workshop, top: string): Room {
  const { files, progress } = backlog.world;
  const waiting = [top];
  let bytes = 0;
  let count = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (count >= MAX_COUNTED_FILES) return { bytes, files: count, whole: false };
    const listed = files.list(folder);
    if (!listed.ok) continue;
    const at = folder;
    files.statEach(folder, listed.value, (stat: FileStat | undefined, place) => {
      if (stat?.isDirectory() === true) waiting.push(join(at, listed.value[place] ?? ""));
      else if (stat !== undefined) {
        bytes += stat.size;
        count += 1;
      }
    });
    progress.step(`${WORK} ${top}`, count);
  }
  progress.end(`${WORK} ${top}`);
  return { bytes, files: count, whole: true };
}

const sum = (rooms: readonly Room[]): Room => ({
  bytes: rooms.reduce((all, { bytes }) => all + bytes, 0),
  files: rooms.reduce((all, { files }) => all + files, 0),
  whole: rooms.every(({ whole }) => whole),
});

const bytesOf = ({ checkout, run }: OrderRoom): number => (checkout?.bytes ?? 0) + (run?.bytes ?? 0);
