import { expect, test } from "vitest";
import { terminalProgress } from "../../src/cli/progress.ts";
import { silentProgress } from "../../src/host/progress.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { recordedProgress } from "../../src/twins/recorded-progress.ts";
import { progressContract } from "./progress.ts";

progressContract("host, silent", () => silentProgress);
progressContract("recorded", () => recordedProgress());
progressContract("on a screen", () => terminalProgress(memoryTerminal({ columns: 40 }), ticking()));
progressContract("where there is no screen", () => terminalProgress(memoryTerminal(), ticking()));

/** A clock on which every look takes two seconds, so that all that could be shown is. */
function ticking() {
  const clock = manualClock();
  return {
    ...clock,
    monotonic: () => {
      clock.advance(2_000);
      return clock.monotonic();
    },
  };
}

test("what was recorded is what was reported", () => {
  const progress = recordedProgress();
  progress.step("reading", 0, 2);
  progress.step("waiting", 1);
  progress.end("reading");
  expect(progress.reports).toEqual([
    { work: "reading", done: 0, total: 2 },
    { work: "waiting", done: 1, total: undefined },
    { work: "reading", ended: true },
  ]);
});
