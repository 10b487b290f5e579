import { describe, expect, test } from "vitest";
import type { Clock } from "../../src/ports/clock.ts";

export interface ClockSubject {
  readonly clock: Clock;
  /** Whether its wall clock goes on by itself. */
  readonly wallGoesOn: boolean;
}

/** What every Clock keeps to. */
export function clockContract(name: string, make: () => ClockSubject): void {
  describe(`clock: ${name}`, () => {
    test("the wall clock gives whole milliseconds of a time that a date can hold", () => {
      const now = make().clock.now();
      expect(Number.isSafeInteger(now)).toBe(true);
      expect(new Date(now).getUTCFullYear()).toBeGreaterThan(2000);
    });

    test("monotonic time never goes back", () => {
      const { clock } = make();
      const times = Array.from({ length: 1000 }, () => clock.monotonic());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test("a sleep lasts as long as was asked for, by the monotonic clock", async () => {
      const { clock, wallGoesOn } = make();
      const [wall, start] = [clock.now(), clock.monotonic()];
      await clock.sleep(20);
      // Timers count in whole milliseconds, from the start of the one they were set in.
      expect(clock.monotonic() - start).toBeGreaterThanOrEqual(19);
      if (wallGoesOn) expect(clock.now() - wall).toBeGreaterThanOrEqual(18);
      else expect(clock.now()).toBe(wall);
    });

    test("a sleep of no time, or less, ends by itself and turns no clock back", async () => {
      const { clock } = make();
      const start = clock.monotonic();
      for (const ms of [0, -1_000, Number.NaN]) await clock.sleep(ms);
      expect(clock.monotonic()).toBeGreaterThanOrEqual(start);
      expect(clock.monotonic() - start).toBeLessThan(900);
    });

    test("others get on while somebody sleeps", async () => {
      const { clock } = make();
      const order: string[] = [];
      const sleeper = clock.sleep(1).then(() => order.push("slept"));
      order.push("went on");
      await sleeper;
      expect(order).toEqual(["went on", "slept"]);
    });
  });
}
