import { expect, test } from "vitest";
import { systemClock } from "../../src/host/clock.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { startChild } from "./child.ts";

const HOUR_MS = 3_600_000;

const CLOCKS = [
  ["host", systemClock],
  ["manual, waiting", () => manualClock({ sleep: "wait" })],
  ["manual, passing", manualClock],
] as const;

test.each(CLOCKS)("%s: a sleep is over when it is stopped, also beforehand", async (_name, make) => {
  const clock = make();
  const stop = new AbortController();
  const begun = clock.monotonic();
  const sleeping = clock.sleep(HOUR_MS, stop.signal);
  stop.abort();
  await sleeping;
  await clock.sleep(HOUR_MS, stop.signal);
  expect(clock.monotonic() - begun).toBeLessThan(HOUR_MS);
});

test("a sleep that was stopped does not keep the program", async () => {
  const child = startChild("stopped-sleep.ts");
  expect(await child.ended).toBe(0);
});
