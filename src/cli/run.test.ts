import { expect, test } from "vitest";
import { op } from "../ops/op.ts";
import { ok } from "../std/result.ts";
import { memoryTerminal } from "../twins/memory-terminal.ts";
import { testWorld } from "../twins/test-world.ts";
import { runCli } from "./run.ts";

const long = op({
  name: "list",
  summary: "Take long",
  about: "It shows how far it is.",
  examples: [],
  group: "tickets",
  effect: "read",
  input: {},
  run: (world) => {
    world.progress.step("counting", 1, 2);
    world.progress.end("counting");
    return Promise.resolve(ok({ counted: 2 }));
  },
});

test.each([
  [[], 1],
  [["--quiet"], 0],
  [["-q"], 0],
])("with %j progress is reported %i times", async (flags, times) => {
  const told: string[] = [];
  const progress = { step: (work: string) => void told.push(work), end: () => undefined };
  const doorway = {
    ...{
      world: { ...testWorld(), progress },
      terminal: memoryTerminal(),
      verbs: { list: () => Promise.resolve(long) },
    },
    ...{ aliases: {}, doors: [], version: () => "1.0.0" },
  };
  expect(await runCli(["list", ...flags], doorway)).toBe(0);
  expect(told).toHaveLength(times);
});
