import { rmSync } from "node:fs";
import { dirname } from "node:path";

/** Runs once around all tests: removes the home that vitest.config.ts made. */
export function teardown(): void {
  const home = process.env.HOME;
  if (home?.includes("docket-home-")) rmSync(dirname(home), { recursive: true, force: true });
}
