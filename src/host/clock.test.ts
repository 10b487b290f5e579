import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";

test("the monotonic clock is one for all processes of a machine", () => {
  const before = systemClock().monotonic();
  const there = Number(execFileSync(process.execPath, ["-p", "Number(process.hrtime.bigint()) / 1e6"]));
  expect(there).toBeGreaterThan(before);
  expect(systemClock().monotonic()).toBeGreaterThan(there);
});
