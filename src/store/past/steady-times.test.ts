import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { steadyTimes } from "./steady-times.ts";

test("a clock that was wrong for a while moves nothing else", () => {
  expect(steadyTimes([10, 20, 5, 30, 900, 40, 50])).toEqual({ times: [10, 20, 20, 30, 30, 40, 50], strays: 2 });
  expect(steadyTimes([900, 10, 20])).toEqual({ times: [10, 10, 20], strays: 1 });
  expect(steadyTimes([10, 10, 10])).toEqual({ times: [10, 10, 10], strays: 0 });
  expect(steadyTimes([])).toEqual({ times: [], strays: 0 });
});

test("times never fall, and as few as possible are changed", () => {
  const property = fc.property(fc.array(fc.nat(30), { maxLength: 12 }), (given) => {
    const { times, strays } = steadyTimes(given);
    expect(times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0))).toBe(true);
    expect(given.length - strays).toBe(longest(given));
  });
  fc.assert(property, { numRuns: rounds(200) });
});

/** The length of a longest run that never falls, the slow and plain way. */
function longest(given: readonly number[]): number {
  const ends: number[] = [];
  for (const [at, time] of given.entries()) {
    ends[at] = 1 + Math.max(0, ...given.slice(0, at).map((before, place) => (before <= time ? (ends[place] ?? 0) : 0)));
  }
  return Math.max(0, ...ends);
}
