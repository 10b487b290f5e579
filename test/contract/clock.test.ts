import { expect, test, vi } from "vitest";
import { shiftedClock, standingClock, systemClock } from "../../src/host/clock.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { clockContract } from "./clock.ts";

const THEN = Date.UTC(2031, 5, 1);

clockContract("host", () => ({ clock: systemClock(), wallGoesOn: true }));
clockContract("host, standing", () => ({ clock: standingClock(THEN), wallGoesOn: false }));
clockContract("host, going on from an instant", () => ({ clock: shiftedClock(THEN), wallGoesOn: true }));
clockContract("manual", () => ({ clock: manualClock(), wallGoesOn: true }));

test("a sleep longer than a timer of the system can be is not cut short", async () => {
  const waits: number[] = [];
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((wake: () => void, ms: number) => {
    waits.push(ms);
    queueMicrotask(wake);
  }) as typeof setTimeout);
  const days = 86_400_000;
  await systemClock().sleep(60 * days);
  expect(waits.every((ms) => ms > 0 && ms < 2 ** 31)).toBe(true);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(60 * days);
});

test("the clocks of a repeatable run begin where they are told, to the millisecond", () => {
  expect(standingClock(THEN).now()).toBe(THEN);
  expect(shiftedClock(THEN).now() - THEN).toBeLessThan(1_000);
  expect(manualClock({ startMs: THEN }).now()).toBe(THEN);
});

test("those who wait on a manual clock are woken in the order of their times, and not before", async () => {
  const clock = manualClock({ sleep: "wait" });
  const woken: string[] = [];
  const long = clock.sleep(80).then(() => woken.push("long"));
  const short = clock.sleep(50).then(() => woken.push("short"));
  const later = clock.sleep(200).then(() => woken.push("later"));
  clock.advance(49);
  await clock.sleep(0);
  expect(woken).toEqual([]);
  clock.advance(100);
  await Promise.all([long, short]);
  expect(woken).toEqual(["short", "long"]);
  clock.advance(100);
  await later;
  expect(clock.monotonic()).toBe(249);
});

test("setting the wall clock of a manual clock, forwards or back, passes no time", async () => {
  const clock = manualClock({ startMs: THEN, sleep: "wait" });
  let awake = false;
  const sleeper = clock.sleep(10).then(() => {
    awake = true;
  });
  clock.set(THEN + 1_000_000);
  clock.set(THEN - 5);
  await clock.sleep(0);
  expect([clock.now(), clock.monotonic(), awake]).toEqual([THEN - 5, 0, false]);
  clock.advance(10);
  await sleeper;
  expect([clock.now(), clock.monotonic(), awake]).toEqual([THEN + 5, 10, true]);
});
