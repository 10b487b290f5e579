import { rmSync } from "node:fs";

/** Runs once around all tests: removes the folder that vitest.config.ts made, with what tests left in it. */
export function teardown(): void {
  const scratch = process.env.TMPDIR;
  if (scratch?.includes("docket-tests-")) rmSync(scratch, { recursive: true, force: true });
}
