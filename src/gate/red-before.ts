import { ok, type Result } from "../std/result.ts";
import { failedBefore } from "./_excuse.ts";
import { ask } from "./_proof-trees.ts";
import { type Phase, runPhase } from "./_test-runs.ts";
import { MAX_FINDINGS } from "./limits.ts";
import { type RedGreenPorts, runBase, type TestsAt } from "./red-green.ts";
import type { CheckEvidence } from "./run-check.ts";

export interface RedBefore {
  /** The tests that failed on the base too; none when anything else is behind the failure. */
  readonly names: readonly string[];
  readonly runs: readonly CheckEvidence[];
}

export interface FailedGate extends TestsAt {
  /** Where the gate failed. */
  readonly failedIn: string;
  /** How the tests stand on the base, where that is known. */
  readonly before: Phase | undefined;
}

/**
 * Asks whether a gate of tests that failed says anything about the change: not when the base fails by just the same tests. The tests
 * are run once more where the gate failed, so that each has a name.
 */
export async function judgeRedBefore(ports: RedGreenPorts, gate: FailedGate): Promise<Result<RedBefore>> {
  const before = gate.before === undefined ? await runOnBase(ports, gate) : ok(gate.before);
  if (!before.ok) return before;
  const isGreen = before.value.runs.every(({ evidence }) => evidence.code === 0);
  if (isGreen) return ok({ names: [], runs: [] });
  const now = await runPhase(ports, { ...gate, folder: gate.failedIn, phase: "gate", count: () => 1 });
  if (!now.ok) return now;
  const names = failedBefore({ before: before.value, now: now.value }).slice(0, MAX_FINDINGS);
  const own = gate.before === undefined ? before.value.runs : [];
  return ok({ names, runs: [...own, ...now.value.runs].map(({ evidence }) => evidence) });
}

async function runOnBase(ports: RedGreenPorts, gate: FailedGate): Promise<Result<Phase>> {
  const scratch = ports.files.makeFolder(gate.scratch);
  if (!scratch.ok) return scratch;
  const args = ["rev-parse", `${gate.mergeBase}^{tree}`];
  const tree = await ask(ports.git, { cwd: gate.worktree, args });
  return tree.ok ? runBase(ports, gate, tree.value.trim()) : tree;
}
