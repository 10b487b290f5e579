import { shown } from "../terms.ts";
import type { Choice, Delay, Replayed } from "./replay.ts";
import type { Runs } from "./runs.ts";

/** How the order that was taken compares with the one of rank. */
export interface Tally {
  /** Times that a ticket was begun, or closed without being begun. */
  readonly moments: number;
  /** Of these, how many were in the order of rank at all, and where they stood in it. */
  readonly ranked: number;
  readonly first: number;
  readonly topThree: number;
  /** Null without a moment to speak of. */
  readonly meanPlace: number | null;
  /** How many could be started, on average. */
  readonly meanOf: number | null;
  /** Begun although they could not be started by the rules. */
  readonly notReady: number;
  readonly delay: Delay & {
    /** What the order taken cost more than that of rank; below zero where it cost less. */
    readonly regret: number;
    readonly percent: number | null;
  };
  readonly meaning: string;
}

export function tallyOf({ choices, delay }: Replayed): Tally {
  const places = choices.flatMap(({ place }) => place ?? []);
  const sizes = choices.flatMap(({ place, of }) => (place === undefined ? [] : of));
  const regret = shown(delay.taken - delay.ranked);
  const counts = {
    moments: choices.length,
    ranked: places.length,
    first: places.filter((place) => place === 1).length,
    topThree: places.filter((place) => place <= 3).length,
    meanPlace: mean(places),
    meanOf: mean(sizes),
    notReady: choices.length - places.length,
    delay: {
      ...delay,
      taken: shown(delay.taken),
      ranked: shown(delay.ranked),
      regret,
      percent: delay.taken > 0 ? Math.round((1000 * regret) / delay.taken) / 10 : null,
    },
  };
  return { ...counts, meaning: meaningOf(counts) };
}

/** The choices farthest from what rank would have said, the farthest first. */
export function farthest(choices: readonly Choice[], top: number): readonly Choice[] {
  return choices
    .filter(({ place = 1 }) => place > 1)
    .toSorted((a, b) => (b.place ?? 0) - (a.place ?? 0) || a.at - b.at || (a.id < b.id ? -1 : 1))
    .slice(0, top);
}

/** What is not in the comparison of costs, and why. */
export function leftOut({ runs, begunBefore }: Runs) {
  return {
    begunBefore,
    unfinished: runs.filter(({ doneAt, isAgain }) => doneAt === undefined && !isAgain).length,
    again: runs.filter(({ isAgain }) => isAgain).length,
  };
}

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : shown(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);

function meaningOf({ moments, ranked, first, topThree, delay }: Omit<Tally, "meaning">): string {
  if (moments === 0) return "nothing was begun in the time that was replayed, so there is nothing to compare";
  if (ranked === 0) return "nothing that was begun could be started by the rules, so rank had no say";
  const percent = (part: number): string => `${Math.round((100 * part) / ranked)} %`;
  const chosen = `the ticket begun was the first of rank in ${percent(first)} of ${ranked} choices and one of the first three in ${percent(topThree)}`;
  return `${chosen}; ${costText(delay)}`;
}

function costText({ tickets, percent, regret }: Tally["delay"]): string {
  if (tickets < 2 || percent === null) return "too little was finished to compare what waiting cost";
  if (percent === 0) return "in the order of rank waiting would have cost as much";
  return regret > 0
    ? `in the order of rank waiting would have cost ${percent} % less`
    : `in the order of rank waiting would have cost ${-percent} % more`;
}
