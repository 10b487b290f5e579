import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../../test/rounds.ts";
import { otherOrder } from "./other-order.ts";
import type { Run } from "./runs.ts";

const aRun = fc.record({
  begunAt: fc.nat(30),
  took: fc.nat(9),
  kind: fc.constantFrom("worked" as const, "closed" as const),
});

/** How many are under work at a time. */
const atOnce = (spans: readonly (readonly [from: number, to: number])[], at: number): number =>
  spans.filter(([from, to]) => from <= at && at < to).length;

test("the other order has no more under work at once than there was, begins nothing early, and gives each its time", () => {
  const property = fc.property(
    fc.array(aRun, { maxLength: 12 }),
    fc.array(fc.nat(30), { maxLength: 12 }),
    (drawn, times) => {
      const runs = drawn.map(({ begunAt, took, kind }, at): Run => {
        const doneAt = kind === "closed" ? begunAt : begunAt + took;
        return { id: `T-${at}`, kind, step: at, begunAt, seenAt: 0, doneAt, isAgain: false };
      });
      const other = otherOrder(runs);
      const sorted = times.toSorted((a, b) => a - b);
      for (const [at, one] of [...other.played.values()].reverse().entries()) {
        const time = sorted[at];
        if (time !== undefined) other.begin(one, time);
      }
      other.end(30);
      const played = [...other.played.values()];
      const real = played.map(({ run }) => [run.begunAt, run.doneAt] as const);
      const spans = played.map(({ otherBegunAt = -1, otherDoneAt = -1 }) => [otherBegunAt, otherDoneAt] as const);
      const most = Math.max(1, ...real.map(([from]) => atOnce(real, from)));
      expect(other.workers).toBe(most);
      expect(spans.every(([from]) => from >= 0 && atOnce(spans, from) <= most)).toBe(true);
      expect(played.map(({ otherBegunAt = -1, otherDoneAt = -1 }) => otherDoneAt - otherBegunAt)).toEqual(
        real.map(([from, to]) => to - from),
      );
    },
  );
  fc.assert(property, { numRuns: rounds(200) });
});
