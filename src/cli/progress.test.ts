import { expect, test } from "vitest";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryTerminal } from "../twins/memory-terminal.ts";
import { terminalProgress } from "./progress.ts";

const CLEAR = "\r\x1b[K";

function scene(columns: number | undefined) {
  const [terminal, clock] = [memoryTerminal(columns === undefined ? {} : { columns }), manualClock({ sleep: "wait" })];
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

test("work that says nothing for long is shown with its time until it ends", async () => {
  const { terminal, clock, progress } = scene(40);
  const drawn = (): readonly string[] => terminal.errText.split(CLEAR).filter((line) => line !== "");
  const passes = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  progress.step("verify: test", 0, 2);
  await passes(999);
  expect(drawn()).toEqual([]);
  await passes(1);
  await passes(1_000);
  expect(drawn()).toEqual(["verify: test 0/2 (0 %) · 1 s", "verify: test 0/2 (0 %) · 2 s"]);
  progress.step("the agent works", 0);
  await passes(1_000);
  expect(drawn().at(-1)).toBe("the agent works · 1 s");
  progress.end("the agent works");
  await passes(1_000);
  expect(drawn().at(-1)).toBe("verify: test 0/2 (0 %) · 4 s");
  progress.close();
  const said = terminal.errText;
  expect(said.endsWith(CLEAR)).toBe(true);
  await passes(5_000);
  expect(terminal.errText).toBe(said);
});
