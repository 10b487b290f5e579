import type { Weighed, WeighedTicket } from "./_weigh.ts";
import { ALL_TICKETS_UP_TO, MAX_SHARED_BY, PAIRED_WORDS, RARE_WORDS } from "./limits.ts";

/** For each ticket the earlier ones that are worth a comparison: all of them in a small backlog, else those that share rare words. */
export function candidatesOf({ tickets, uses }: Weighed): (ticket: number) => Iterable<number> {
  if (tickets.length <= ALL_TICKETS_UP_TO) return (ticket) => Array.from({ length: ticket }, (_, at) => at);
  const keys = tickets.map((ticket) => keysOf(ticket, uses));
  const buckets = new Map<number, number[]>();
  for (const [at, own] of keys.entries()) for (const key of own) put(buckets, key, at);
  return (ticket) => {
    const found = new Set<number>();
    for (const key of keys[ticket] ?? []) addEarlier(found, buckets.get(key) ?? [], ticket);
    return Int32Array.from(found).sort();
  };
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

/** A bucket that too many lie in says nothing about two of them; the nearest before are looked at all the same. */
function addEarlier(found: Set<number>, bucket: readonly number[], ticket: number): void {
  if (bucket.length > MAX_SHARED_BY) return;
  for (const other of bucket) {
    if (other >= ticket) return;
    found.add(other);
  }
}
