import type { AffectedFile } from "../../ticket/affected-files.ts";
import type { CriterionText } from "../_criteria.ts";

type Files = readonly (readonly AffectedFile[])[];

/**
 * Gives each criterion to one slice: the one whose files' words it uses most, and where none speaks for it, the first with room.
 * Every slice gets at least one, and within a slice they stay in their order.
 */
export function shareCriteria(criteria: readonly CriterionText[], files: Files): readonly (readonly CriterionText[])[] {
  const words = files.map((own) => new Set(own.flatMap(({ path, note }) => wordsOf(`${path} ${note}`))));
  const places = criteria.map(({ text }) => bestFor(text, words));
  const counts = files.map((_, slice) => places.filter((place) => place === slice).length);
  const least = Math.floor(criteria.length / files.length);
  const rest = criteria.length - least * files.length;
  const roomOf = (slice: number): number => least + (slice < rest ? 1 : 0);
  for (const [at, place] of places.entries()) {
    if (place !== undefined) continue;
    const slice = firstFree(counts, roomOf);
    places[at] = slice;
    counts[slice] = (counts[slice] ?? 0) + 1;
  }
  fillEmpty(places, counts);
  return files.map((_, slice) => criteria.filter((_one, at) => places[at] === slice));
}

/** Words that every path may hold say nothing about one of them. */
const EMPTY_WORDS = new Set(["src", "lib", "test", "tests", "index", "main", "the", "and", "with"]);
const MIN_WORD = 3;

function wordsOf(text: string): readonly string[] {
  const parts = text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return parts.filter((word) => word.length >= MIN_WORD && !EMPTY_WORDS.has(word));
}

/** The one slice whose words stand in the text most often; none where several are equal. */
function bestFor(text: string, words: readonly ReadonlySet<string>[]): number | undefined {
  const used = new Set(wordsOf(text));
  const scores = words.map((own) => [...used].filter((word) => own.has(word)).length);
  const best = Math.max(...scores);
  const first = scores.indexOf(best);
  return best === 0 || scores.lastIndexOf(best) !== first ? undefined : first;
}

/** In order: the first slice that has room, so that neighbours stay together. */
function firstFree(counts: readonly number[], roomOf: (slice: number) => number): number {
  const free = counts.findIndex((count, slice) => count < roomOf(slice));
  return free === -1 ? counts.indexOf(Math.min(...counts)) : free;
}

/** A slice without a criterion takes the last one of the slice that has most. */
function fillEmpty(places: (number | undefined)[], counts: number[]): void {
  for (let empty = counts.indexOf(0); empty !== -1; empty = counts.indexOf(0)) {
    const rich = counts.indexOf(Math.max(...counts));
    const last = places.lastIndexOf(rich);
    if (last === -1 || (counts[rich] ?? 0) < 2) return;
    places[last] = empty;
    counts[rich] = (counts[rich] ?? 0) - 1;
    counts[empty] = 1;
  }
}
