// Builds the program, runs every test against it, and ends with one line that says how many passed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readTally, type Tally } from "./tally.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const given = process.argv.slice(2);
const environment = { ...process.env, ...(given.includes("--long") ? { DOCKET_LONG: "1" } : {}) };

const tally = build() ? runTests(given.filter((argument) => argument !== "--long")) : { passed: 0, failed: 1 };
console.log(`tests: ${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

function build(): boolean {
  const built = spawnSync(process.execPath, ["scripts/build.ts"], { cwd: root, stdio: "inherit" });
  if (built.status !== 0) console.log("The build failed, so no test was run.");
  return built.status === 0;
}

function runTests(extra: readonly string[]): Tally {
  const folder = mkdtempSync(join(tmpdir(), "docket-tests-"));
  const report = join(folder, "report.json");
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const run = spawnSync(process.execPath, [...vitest, `--outputFile.json=${report}`, ...extra], {
    cwd: root,
    env: environment,
    stdio: "inherit",
  });
  const read = readTally(readReport(report), run.status ?? 1);
  rmSync(folder, { recursive: true, force: true });
  for (const name of read.skipped) console.log(`skipped: ${name}`);
  if (read.note !== undefined) console.log(read.note);
  return read;
}

/** Undefined when vitest died before it wrote the report. */
function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
