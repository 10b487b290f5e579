import type { Weighed, WeighedTicket } from "./_weigh.ts";
import { ALL_TICKETS_UP_TO, MAX_COMPARED, MAX_SHARED_BY, PAIRED_WORDS, RARE_WORDS } from "./limits.ts";

/** For each ticket the earlier ones that are worth a comparison: all of them in a small backlog, else those that share rare words. */
export function candidatesOf({ tickets, uses }: Weighed): (ticket: number) => Iterable<number> {
  if (tickets.length <= ALL_TICKETS_UP_TO) return (ticket) => Array.from({ length: ticket }, (_, at) => at);
  const keys = tickets.map((ticket) => keysOf(ticket, uses));
  const buckets = new Map<number, number[]>();
  for (const [at, own] of keys.entries()) for (const key of own) put(buckets, key, at);
  const meetings = new Uint16Array(tickets.length);
  return (ticket) => nearestOf(meetingsOf(keys[ticket] ?? [], { buckets, ticket, meetings }), meetings);
}

interface Looking {
  readonly buckets: ReadonlyMap<number, readonly number[]>;
  readonly ticket: number;
  /** How often each ticket was met. Used anew for each: making one for each would be quadratic. */
  readonly meetings: Uint16Array;
}

/** Earlier tickets that lie in a bucket with this one, and in `meetings` in how many. */
function meetingsOf(keys: readonly number[], { buckets, ticket, meetings }: Looking): readonly number[] {
  const met: number[] = [];
  for (const key of keys) {
    for (const other of earlierIn(buckets.get(key) ?? [], ticket)) {
      if (meetings[other] === 0) met.push(other);
      meetings[other] = (meetings[other] ?? 0) + 1;
    }
  }
  return met;
}

/** Where many share a word with a ticket, those that share most of its words are worth a comparison. */
function nearestOf(met: readonly number[], meetings: Uint16Array): Int32Array {
  const often = (a: number, b: number): number => (meetings[b] ?? 0) - (meetings[a] ?? 0) || a - b;
  const nearest = met.length > MAX_COMPARED ? met.toSorted(often).slice(0, MAX_COMPARED) : met;
  for (const other of met) meetings[other] = 0;
  return Int32Array.from(nearest).sort();
}

/** Each of the rarest words, and the very rarest by twos: two common words together are rare. */
function keysOf({ all }: WeighedTicket, uses: Int32Array): readonly number[] {
  const usesOf = (term: number): number => uses[term] ?? 0;
  const shared = Array.from(all).filter((term) => usesOf(term) > 1);
  const rarest = shared.sort((a, b) => usesOf(a) - usesOf(b) || a - b);
  const single = rarest.slice(0, RARE_WORDS).filter((term) => usesOf(term) <= MAX_SHARED_BY);
  const paired = rarest.slice(0, PAIRED_WORDS).toSorted((a, b) => a - b);
  const twos = paired.flatMap((a, at) => paired.slice(at + 1).map((b) => (a + 1) * uses.length + b));
  return [...single, ...twos];
}

function put(buckets: Map<number, number[]>, key: number, at: number): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [at]);
  else bucket.push(at);
}

/** A bucket that too many lie in says nothing about two of them. */
function earlierIn(bucket: readonly number[], ticket: number): readonly number[] {
  if (bucket.length > MAX_SHARED_BY) return [];
  return bucket.slice(0, bucket.indexOf(ticket));
}
