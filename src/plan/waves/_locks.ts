import { type Pattern, patternsMeet, readPattern } from "../_patterns.ts";
import { makeRoom, type Room } from "./_room.ts";
import type { WaveItem, WaveLimits } from "./wave-item.ts";

/** What one ticket needs of a wave, and what it takes of it. */
export interface Needs {
  readonly free: readonly Room[];
  readonly takes: readonly Room[];
}

/** Works out for each ticket what it has to share with the others; tickets that have nothing in common share nothing. */
export function needsOf(items: readonly WaveItem[], limits: WaveLimits): ReadonlyMap<string, Needs> {
  const slots = makeRoom(limits.slots, () => "the wave is full");
  const shared = rooms();
  const files = fileLocks(items);
  const created = new Set(items.flatMap(({ creates = [] }) => creates));
  return new Map(
    items.map((item): [string, Needs] => {
      const own = [slots, ...wipRooms(item, limits, shared), ...pairRooms(item, shared)];
      const locks = [...files(item), ...useLocks(item, created, shared)];
      return [
        item.id,
        {
          free: [...own, ...locks.flatMap(({ free }) => free)],
          takes: [...own, ...locks.flatMap(({ takes }) => takes)],
        },
      ];
    }),
  );
}

type Rooms = (key: string, max: number, why: (by: string) => string) => Room;

/** One room for each key, whoever asks first. */
function rooms(): Rooms {
  const known = new Map<string, Room>();
  return (key, max, why) => {
    const room = known.get(key) ?? makeRoom(max, why);
    known.set(key, room);
    return room;
  };
}

function wipRooms({ counts = [] }: WaveItem, { wip }: WaveLimits, shared: Rooms): readonly Room[] {
  return [...new Set(counts)].flatMap((name) => {
    const max = wip?.get(name);
    return max === undefined ? [] : [shared(`wip ${name}`, max, () => `${name} allows ${max} at once`)];
  });
}

function pairRooms({ id, conflictsWith = [] }: WaveItem, shared: Rooms): readonly Room[] {
  // The other one may declare nothing: a room is asked for by both, so the pair is made for both in withConflicts.
  return conflictsWith.map((other) => {
    const key = id < other ? `${id} ${other}` : `${other} ${id}`;
    return shared(`pair ${key}`, 1, (by) => `conflicts with ${by}`);
  });
}

/** Who holds a thing whole keeps everybody out; those who only touch it keep out the one who wants it whole. */
interface Lock {
  readonly whole: Room;
  readonly held: Room;
}

function lock(shared: Rooms, key: string, why: (by: string) => string): Lock {
  return { whole: shared(`whole ${key}`, 1, why), held: shared(`held ${key}`, 1, why) };
}

const holding = ({ whole, held }: Lock): Needs => ({ free: [whole], takes: [whole, held] });
const touching = ({ whole, held }: Lock): Needs => ({ free: [held], takes: [whole] });

/** Who makes a file and who counts on it are not worked on at once. */
function useLocks(item: WaveItem, created: ReadonlySet<string>, shared: Rooms): readonly Needs[] {
  const own = new Set(item.creates);
  const used = (item.uses ?? []).filter((path) => created.has(path) && !own.has(path));
  const lockOf = (path: string): Lock => lock(shared, `made ${path}`, (by) => `needs or makes ${path}, as ${by} does`);
  return [...[...own].map((path) => holding(lockOf(path))), ...used.map((path) => touching(lockOf(path)))];
}

/**
 * The locks of files. A plain file is a lock of its own. A glob is one lock that it holds whole, and everything it may cover touches;
 * which that is, is looked up by folder, so that only what lies on one way down is compared.
 */
function fileLocks(items: readonly WaveItem[]): (item: WaveItem) => readonly Needs[] {
  const shared = rooms();
  const patterns = new Map<string, Pattern>();
  for (const { files } of items) {
    for (const file of files) {
      const pattern = patterns.has(file) ? undefined : readPattern(file);
      if (pattern !== undefined) patterns.set(file, pattern);
    }
  }
  const wide = Map.groupBy(
    new Map([...patterns.values()].filter(({ isWide }) => isWide).map((one) => [one.text, one])).values(),
    ({ folder }) => folder,
  );
  const covering = new Map<string, readonly Pattern[]>();
  const coverOf = (pattern: Pattern): readonly Pattern[] => {
    const known = covering.get(pattern.text) ?? widerThan(pattern, wide);
    covering.set(pattern.text, known);
    return known;
  };
  return ({ files }) => {
    const own = new Map(files.flatMap((file) => patterns.get(file) ?? []).map((pattern) => [pattern.text, pattern]));
    return [...own.values()].flatMap((pattern) => [
      holding(lock(shared, pattern.text, (by) => `shares ${pattern.text} with ${by}`)),
      ...coverOf(pattern)
        .filter(({ text }) => !own.has(text))
        .map(({ text }) => touching(lock(shared, text, (by) => `shares ${pattern.text} with ${by}`))),
    ]);
  };
}

/** Globs whose folder lies on the way down to this one, and that may cover the same file. */
function widerThan(pattern: Pattern, wide: ReadonlyMap<string, readonly Pattern[]>): readonly Pattern[] {
  const names = pattern.folder === "" ? [] : pattern.folder.split("/");
  return Array.from({ length: names.length + 1 }, (_, depth) => names.slice(0, depth).join("/"))
    .flatMap((folder) => wide.get(folder) ?? [])
    .filter((one) => one.text !== pattern.text && patternsMeet(one, pattern));
}
