import { join } from "node:path";
import { type CheckEvidence, runCheck } from "../gate/run-check.ts";
import { ok, type Result } from "../std/result.ts";
import type { Check } from "./terms.ts";
import { runFolder, type Workshop } from "./workshop.ts";

interface Checking {
  readonly order: string;
  readonly folder: string;
  readonly checks: readonly Check[];
  readonly env: Readonly<Record<string, string>>;
  /** Logs of one proof lie in one folder of the run. */
  readonly name: string;
}

/** Runs the commands of a proof one after the other, all of them, so that one answer names everything that is wrong. */
export async function runChecks(
  shop: Workshop,
  { order, folder, checks, env, name }: Checking,
): Promise<Result<readonly CheckEvidence[]>> {
  const { progress, processes } = shop.backlog.world;
  const done: CheckEvidence[] = [];
  for (const [at, check] of checks.entries()) {
    progress.step(`${name}: ${check.name}`, at, checks.length);
    const log = logPath({ name, check, at });
    const ran = await runCheck(processes, {
      name: check.name,
      command: check.command,
      folder,
      env,
      limitMs: shop.settings.orders.checkLimitMs,
      log: join(runFolder(shop, order), log),
    });
    progress.end(`${name}: ${check.name}`);
    if (!ran.ok) return ran;
    // No path of this machine goes into a verdict.
    done.push({ ...ran.value.evidence, log });
  }
  return ok(done);
}

interface Logged {
  readonly name: string;
  readonly check: Check;
  readonly at: number;
}

const logPath = ({ name, check, at }: Logged): string =>
  join("logs", name, `${String(at + 1).padStart(2, "0")}-${plain(check.name)}.log`);

const plain = (name: string): string => name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 60);
