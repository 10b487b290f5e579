import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { onDisk } from "../rigs/temp.ts";

/** A folder of its own for one test, gone when the test ends; on the disk, since what a port promises it promises there. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(onDisk(), "docket-contract-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
