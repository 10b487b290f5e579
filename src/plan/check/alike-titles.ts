import type { CheckedTicket } from "./checked-ticket.ts";
import { MAX_TITLE_BUCKET } from "./limits.ts";

/** Words that titles have in common without meaning the same. */
const STOP = new Set(
  "a an and are as at be by can do does for from has have in into is it its no not of on or so that the their this to up use we when with".split(
    " ",
  ),
);
const SHARE = 0.6;
/** Of fewer words a share says too little. */
const LEAST_WORDS = 3;

/**
 * For each ticket another one that has more than 60 % of all words of both titles: Jaccard's measure. Titles are compared only where they
 * share one of their rarer words: two that are alike must share one among the first `n - ceil(0.6 n) + 1` of each.
 */
export function alikeTitles(tickets: readonly CheckedTicket[]): ReadonlyMap<CheckedTicket, CheckedTicket> {
  const words = tickets.map(({ ticket }) => wordsOf(ticket.title));
  const common = new Map<string, number>();
  for (const set of words) for (const word of set) common.set(word, (common.get(word) ?? 0) + 1);
  const rarity = (a: string, b: string): number => (common.get(a) ?? 0) - (common.get(b) ?? 0) || (a < b ? -1 : 1);
  const buckets = new Map<string, number[]>();
  const found = new Map<CheckedTicket, CheckedTicket>();
  for (const [at, set] of words.entries()) {
    if (set.size < LEAST_WORDS) continue;
    const rare = [...set].sort(rarity).slice(0, set.size - Math.ceil(SHARE * set.size) + 1);
    // The whole title is a bucket too: many that are the same share no rare word.
    for (const key of [...rare, [...set].sort().join(" ")]) {
      const bucket = buckets.get(key) ?? [];
      buckets.set(key, bucket);
      const other = bucket.find((one) => isAlike(words[one] ?? set, set));
      if (other !== undefined) note(found, tickets[at], tickets[other]);
      if (bucket.length < MAX_TITLE_BUCKET) bucket.push(at);
    }
  }
  return found;
}

function note(
  found: Map<CheckedTicket, CheckedTicket>,
  later: CheckedTicket | undefined,
  earlier: CheckedTicket | undefined,
): void {
  if (later !== undefined && earlier !== undefined && !found.has(later)) found.set(later, earlier);
}

const wordsOf = (title: string): ReadonlySet<string> =>
  new Set((title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP.has(word)));

function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared / (a.size + b.size - shared) > SHARE;
}
