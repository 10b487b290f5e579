import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { enterHermeticEnvironment } from "./test/setup/environment.ts";
import { makeScratch } from "./test/setup/scratch.ts";

// Here and not in a setup file, so that `npm test` and a bare vitest run see the same surroundings in every worker.
enterHermeticEnvironment(makeScratch(process.env));

const long = process.env.DOCKET_LONG === "1";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/setup/global.ts"],
    pool: "forks",
    // No test changes what others see; a process for each file would cost a quarter of a second each.
    isolate: false,
    // Most tests wait for processes they started, so one worker more than cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    allowOnly: false,
    testTimeout: long ? 1_800_000 : 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
