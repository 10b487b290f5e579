import { join } from "node:path";
import { runsTestsAlone } from "../findings/test-command.ts";
import { judgeRedBefore } from "../gate/red-before.ts";
import type { Proven } from "../gate/red-green.ts";
import { type CheckEvidence, hasPassed } from "../gate/run-check.ts";
import { parseJson } from "../std/json.ts";
import { ok, type Result } from "../std/result.ts";
import { readText } from "../store/state-file.ts";
import { testsAt, withoutPlace } from "./tests-at.ts";
import { testsCommand } from "./tests-command.ts";
import type { Workshop } from "./workshop.ts";

interface Ran {
  readonly order: string;
  readonly checks: readonly CheckEvidence[];
  /** Where they were run. */
  readonly folder: string;
  /** The commit that the work is held against. */
  readonly base: string;
  /** How the tests stand there, where a proof has run them already. */
  readonly before?: Proven["base"] | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly name: string;
}

export interface Excused {
  /** The gate of the tests names those that were red before, where they are all that it fails by. */
  readonly checks: readonly CheckEvidence[];
  /** The runs that show it. */
  readonly runs: readonly CheckEvidence[];
}

/**
 * A base with a red test would stop every order. So the gate `test` does not hold against the work what the base fails by as well;
 * which tests these are is said in the verdict. Only where each test has a name, and where the gate runs nothing but tests.
 */
export async function excuseRedBefore(shop: Workshop, ran: Ran): Promise<Result<Excused>> {
  const { checks, folder, base, before, env, name, order } = ran;
  const failed = checks.find((check) => check.command === shop.settings.gates.test && !hasPassed(check));
  const command = testsCommand(shop.settings);
  if (failed?.end !== "exit" || command === undefined || !isTestsAlone(shop, failed.command, folder))
    return ok({ checks, runs: [] });
  const { world, home } = shop.backlog;
  world.progress.step(`${name}: red before`, 0);
  const at = testsAt(shop, { order, command, worktree: home.root, mergeBase: base, env, name: `${name}-red` });
  const judged = await judgeRedBefore(world, { ...at, failedIn: folder, before });
  world.progress.end(`${name}: red before`);
  if (!judged.ok) return judged;
  const { names, runs } = judged.value;
  const excused = { ...failed, redBefore: names };
  return ok({
    checks: names.length === 0 ? checks : checks.map((check) => (check === failed ? excused : check)),
    runs: withoutPlace(shop, order, runs),
  });
}

/** Behind a chain of commands or an unknown script anything may have failed; what the settings name the tests' command is just that. */
function isTestsAlone(shop: Workshop, command: string, folder: string): boolean {
  const manifest = parseJson(readText(shop.backlog.world.files, join(folder, "package.json")) ?? "");
  return command === shop.settings.tests.command || runsTestsAlone(command, scriptsOf(manifest));
}

function scriptsOf(manifest: unknown): Readonly<Record<string, string>> {
  if (typeof manifest !== "object" || manifest === null || !("scripts" in manifest)) return {};
  const { scripts } = manifest;
  if (typeof scripts !== "object" || scripts === null) return {};
  const entries: readonly (readonly [string, unknown])[] = Object.entries(scripts);
  return Object.fromEntries(entries.flatMap(([name, line]) => (typeof line === "string" ? [[name, line]] : [])));
}
