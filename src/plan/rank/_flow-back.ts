import { knots } from "../_knots.ts";
import type { Ties } from "./_ties.ts";

/** What tickets hand on to those they wait for. */
export interface Giving {
  /** By place, in millionths of a point: whole numbers add up to the same sum in any order. */
  readonly values: Float64Array;
  /** By place: priority as a number, 0 the most pressing. Nobody waits with a larger one than NO_BAND. */
  readonly bands: Uint8Array;
  /** Places of tickets that give nothing: what was put off presses nobody. */
  readonly silent: ReadonlySet<number>;
  readonly share: number;
}

export interface Received {
  readonly values: Float64Array;
  readonly bands: Uint8Array;
  /** Places of tickets that wait for each other in a circle: they give and take nothing. */
  readonly inCircle: ReadonlySet<number>;
}

export const NO_BAND = 255;

/**
 * Hands a share of each ticket's cost of delay to what it waits for, and with it its priority, in one pass from the last to
 * the first: a ticket gives only when it has received all it will receive.
 */
export function flowBack(ties: Ties, giving: Giving): Received {
  const whole = pass(ties, giving, NOBODY);
  if (whole.done === ties.nodes.length) return whole.received;
  const inCircle = circles(ties);
  return pass(ties, giving, inCircle).received;
}

/** What one ticket hands to each it waits for. */
export function shareOf(total: number, share: number, unmet: number): number {
  return unmet === 0 ? 0 : Math.floor((total * share) / unmet);
}

const NOBODY: ReadonlySet<number> = new Set();
const NOTHING: readonly number[] = [];

function pass(
  { nodes, waitsFor, unmet }: Ties,
  giving: Giving,
  inCircle: ReadonlySet<number>,
): { readonly received: Received; readonly done: number } {
  const values = new Float64Array(giving.values.length);
  const bands = new Uint8Array(giving.bands.length).fill(NO_BAND);
  const targetsOf = (place: number): readonly number[] =>
    inCircle.has(place) ? NOTHING : (waitsFor.get(place) ?? NOTHING);
  const waiters = new Uint32Array(values.length);
  for (const node of nodes) for (const target of targetsOf(node)) waiters[target] = (waiters[target] ?? 0) + 1;
  const free = nodes.filter((node) => waiters[node] === 0);
  for (const node of free) {
    const isSilent = giving.silent.has(node);
    const total = isSilent ? 0 : (giving.values[node] ?? 0) + (values[node] ?? 0);
    const band = isSilent ? NO_BAND : Math.min(giving.bands[node] ?? NO_BAND, bands[node] ?? NO_BAND);
    const share = shareOf(total, giving.share, unmet[node] ?? 0);
    for (const target of targetsOf(node)) {
      const left = (waiters[target] ?? 0) - 1;
      waiters[target] = left;
      if (left === 0) free.push(target);
      if (inCircle.has(target)) continue;
      values[target] = (values[target] ?? 0) + share;
      bands[target] = Math.min(bands[target] ?? NO_BAND, band);
    }
  }
  return { received: { values, bands, inCircle }, done: free.length };
}

function circles({ nodes, waitsFor }: Ties): ReadonlySet<number> {
  const numbers = new Map(nodes.map((place, at) => [place, at]));
  const edges = nodes.map((place) => (waitsFor.get(place) ?? NOTHING).map((target) => numbers.get(target) ?? 0));
  return new Set(knots(edges).flatMap((knot) => knot.map((at) => nodes[at] ?? 0)));
}
