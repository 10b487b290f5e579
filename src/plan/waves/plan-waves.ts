import { allCycles, buildGraph } from "../graph.ts";
import { MAX_CYCLE_NAMES } from "../limits.ts";
import { type Needs, needsOf } from "./_locks.ts";
import type { Wave, WaveItem, WaveLimits, WavePlan } from "./wave-item.ts";

/** What runs already stands in the first wave and takes its share of it. */
export interface WaveOptions extends WaveLimits {
  readonly running?: readonly WaveItem[];
}

/**
 * Puts tickets into waves: what stands in one wave can be worked on at the same time. Each ticket comes after everything it waits for,
 * into the first wave with a free slot in which nobody is in its way. Circles, and what waits for them, are skipped and named.
 */
export function planWaves(given: readonly WaveItem[], options: WaveOptions): WavePlan {
  const running = options.running ?? [];
  const items = withConflicts(unique([...running, ...given]).toSorted(byRank));
  const isRunning = new Set(running.map(({ id }) => id));
  const { layers, stuck } = layersOf(items);
  const waiting = items.filter(({ id }) => !isRunning.has(id) && layers.has(id));
  const needs = needsOf(items, options);
  const placed = new Map<string, { readonly wave: number; readonly why: string }>();
  for (const { id } of running) {
    for (const room of needs.get(id)?.takes ?? []) room.take(1, id);
    placed.set(id, { wave: 1, why: "is being worked on" });
  }
  const ordered = waiting.toSorted((a, b) => (layers.get(a.id) ?? 0) - (layers.get(b.id) ?? 0) || byRank(a, b));
  for (const item of ordered) {
    const spot = placeFor(item, needs.get(item.id), placed);
    for (const room of needs.get(item.id)?.takes ?? []) room.take(spot.wave, item.id);
    placed.set(item.id, spot);
  }
  const skipped = stuckReasons(items.filter(({ id }) => stuck.has(id) && !isRunning.has(id)));
  return { waves: wavesOf(placed), skipped };
}

const byRank = (a: WaveItem, b: WaveItem): number => a.rank - b.rank || (a.id < b.id ? -1 : 1);

function unique(items: readonly WaveItem[]): readonly WaveItem[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
}

/** A conflict that one side declares binds both. */
function withConflicts(items: readonly WaveItem[]): readonly WaveItem[] {
  const conflicts = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    const known = conflicts.get(one) ?? new Set();
    conflicts.set(one, known.add(other));
  };
  for (const { id, conflictsWith = [] } of items) {
    for (const other of conflictsWith) {
      if (other === id) continue;
      add(id, other);
      add(other, id);
    }
  }
  return conflicts.size === 0
    ? items
    : items.map((item) => ({ ...item, conflictsWith: [...(conflicts.get(item.id) ?? [])] }));
}

interface Layers {
  /** 1 for what waits for nothing, else one more than the deepest it waits for. */
  readonly layers: ReadonlyMap<string, number>;
  readonly stuck: ReadonlySet<string>;
}

function layersOf(items: readonly WaveItem[]): Layers {
  const known = new Set(items.map(({ id }) => id));
  const left = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const { id, dependsOn } of items) {
    const inside = new Set(dependsOn.filter((one) => known.has(one)));
    left.set(id, inside.size);
    for (const one of inside) followers.set(one, [...(followers.get(one) ?? []), id]);
  }
  const layers = new Map<string, number>();
  const free = [...left].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (const id of free) layers.set(id, 1);
  for (const id of free) {
    const after = (layers.get(id) ?? 0) + 1;
    for (const follower of followers.get(id) ?? []) {
      layers.set(follower, Math.max(layers.get(follower) ?? 0, after));
      const count = (left.get(follower) ?? 0) - 1;
      left.set(follower, count);
      if (count === 0) free.push(follower);
    }
  }
  const stuck = new Set([...left].flatMap(([id, count]) => (count > 0 ? [id] : [])));
  for (const id of stuck) layers.delete(id);
  return { layers, stuck };
}

type Placed = ReadonlyMap<string, { readonly wave: number; readonly why: string }>;

function placeFor({ dependsOn }: WaveItem, needs: Needs | undefined, placed: Placed): { wave: number; why: string } {
  let wave = 1;
  let why = "nothing is in its way";
  for (const id of dependsOn) {
    const before = placed.get(id)?.wave ?? 0;
    if (before >= wave) [wave, why] = [before + 1, `waits for ${id}`];
  }
  for (let isMoved = true; isMoved; ) {
    isMoved = false;
    for (const room of needs?.free ?? []) {
      const next = room.from(wave);
      if (next === wave) continue;
      why = room.whyNot(next - 1);
      wave = next;
      isMoved = true;
    }
  }
  return { wave, why };
}

function wavesOf(placed: Placed): readonly Wave[] {
  const byWave = Map.groupBy(placed, ([, { wave }]) => wave);
  return [...byWave]
    .toSorted(([a], [b]) => a - b)
    .map(([wave, tickets]) => ({ wave, tickets: tickets.map(([id, { why }]) => ({ id, why })) }));
}

/** Names the circle each of them lies on, or waits for. */
function stuckReasons(stuck: readonly WaveItem[]): WavePlan["skipped"] {
  const nodes = stuck.map(({ id, dependsOn }) => ({ id, depends_on: dependsOn, blocks: [], parent: "" }));
  const circles = new Map<string, string>();
  for (const cycle of allCycles(buildGraph(nodes))) {
    for (const id of cycle) circles.set(id, shown(cycle));
  }
  const behind = new Map(circles);
  const followers = new Map<string, string[]>();
  for (const { id, dependsOn } of stuck) {
    for (const one of dependsOn) followers.set(one, [...(followers.get(one) ?? []), id]);
  }
  const open = [...circles.keys()];
  for (const id of open) {
    for (const follower of followers.get(id) ?? []) {
      if (behind.has(follower)) continue;
      behind.set(follower, behind.get(id) ?? "");
      open.push(follower);
    }
  }
  return stuck
    .map(({ id }) => ({
      id,
      reason: `${circles.has(id) ? "" : "waits for a "}circular dependency: ${behind.get(id) ?? ""}`,
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function shown(cycle: readonly string[]): string {
  if (cycle.length <= MAX_CYCLE_NAMES) return cycle.join(" → ");
  return [...cycle.slice(0, MAX_CYCLE_NAMES - 1), `… ${cycle.length - MAX_CYCLE_NAMES} more …`, cycle.at(-1)].join(
    " → ",
  );
}
