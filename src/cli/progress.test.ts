import { expect, test } from "vitest";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryTerminal } from "../twins/memory-terminal.ts";
import { terminalProgress } from "./progress.ts";

const CLEAR = "\r\x1b[K";

function scene(columns: number | undefined) {
  const [terminal, clock] = [memoryTerminal(columns === undefined ? {} : { columns }), manualClock()];
  return { terminal, clock, progress: terminalProgress(terminal, clock) };
}

test("work of less than a second shows nothing, longer work one line ten times a second at most, and leaves none", () => {
  const { terminal, clock, progress } = scene(40);
  for (let done = 0; done < 1_000; done += 1) {
    progress.step("reading", done, 1_000);
    clock.advance(1);
  }
  expect(terminal.errText).toBe("");
  for (let done = 1_000; done < 2_000; done += 1) {
    progress.step("reading", done, 2_000);
    clock.advance(1);
  }
  const drawn = terminal.errText.split(CLEAR).filter((line) => line !== "");
  expect(drawn).toHaveLength(10);
  expect(drawn[0]).toBe("reading 1000/2000 (50 %)");
  progress.end("reading");
  expect(terminal.errText.endsWith(CLEAR)).toBe(true);
  expect(terminal.outText).toBe("");
});

test("a line fits the screen and holds nothing that steers it", () => {
  const { terminal, clock, progress } = scene(20);
  const work = `\u001b[31mreading\nmany ${"x".repeat(50)}`;
  progress.step(work, 0);
  clock.advance(5_000);
  progress.step(work, 7);
  const [line = "none"] = terminal.errText.split(CLEAR).filter((each) => each !== "");
  expect(line.length).toBeLessThan(20);
  expect(line).not.toMatch(/[\u001b\n]/);
});

test("where stderr is no screen nothing is shown", () => {
  const { terminal, clock, progress } = scene(undefined);
  progress.step("reading", 0, 2);
  clock.advance(5_000);
  progress.step("reading", 1, 2);
  progress.end("reading");
  expect(terminal.errText).toBe("");
});
