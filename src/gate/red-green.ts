import { join } from "node:path";
import type { TestReport } from "../findings/test-report.ts";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import type { Processes } from "../ports/processes.ts";
import { ok, type Result } from "../std/result.ts";
import { baseCache } from "./_base-cache.ts";
import { inProofFolder } from "./_proof-folder.ts";
import { commitOf, type ProofPlace, type ProofTrees, proofTrees } from "./_proof-trees.ts";
import { type Phase, runPhase, type TestCommand, type TestRun } from "./_test-runs.ts";
import { isFlaky, stateOf } from "./_test-states.ts";
import { judgeRedGreen, type RedGreenJudgement } from "./judge-red-green.ts";
import type { CheckEvidence } from "./run-check.ts";

/** Whether a change is shown by tests: red without it, green with it. */
export interface RedGreen extends RedGreenJudgement {
  readonly runs: readonly CheckEvidence[];
}

/** The proof, what the tests said at the head, and how they stood on the base. */
export interface Proven extends RedGreen {
  readonly report: TestReport | undefined;
  readonly base: Phase;
}

/** What it takes to run the tests on a commit, in a private folder. */
export interface TestsAt extends TestCommand, Omit<ProofPlace, "head"> {
  /** Makes a fresh checkout able to run tests: links and set-up commands. */
  readonly prepare: (folder: string) => Promise<Result<void>>;
  /** Runs on the base are kept here, by tree. */
  readonly cacheFolder: string;
}

export interface RedGreenOrder extends TestsAt, ProofPlace {
  /** `green`: only that nothing is lost, for work that no new test can show, such as a clean-up. */
  readonly wanted: "red-green" | "green";
}

export interface RedGreenPorts {
  readonly git: Git;
  readonly files: Files;
  readonly processes: Processes;
}

/**
 * Runs the tests on three sets of files, each in a private folder of the same name, and judges what came out:
 *
 *     base      sources of the base   tests of the base   twice, kept by tree   what passed before
 *     overlay   sources of the base   tests of the head   twice                 red: what the change is needed for
 *     head      sources of the head   tests of the head   once, or twice        green: what passes now
 *
 * It is a property of two trees: whoever wrote them, it comes out the same, and it can be repeated anywhere.
 */
export async function proveRedGreen(ports: RedGreenPorts, order: RedGreenOrder): Promise<Result<Proven>> {
  const scratch = ports.files.makeFolder(order.scratch);
  if (!scratch.ok) return scratch;
  const trees = await proofTrees(ports, order);
  if (!trees.ok) return trees;
  const base = await runBase(ports, order, trees.value.base);
  if (!base.ok) return base;
  const overlay = await runOverlay(ports, { order, trees: trees.value, base: base.value });
  if (!overlay.ok) return overlay;
  const head = await runHead(ports, { order, trees: trees.value, base: base.value, overlay: overlay.value });
  if (!head.ok) return head;
  const phases = { base: base.value, overlay: overlay.value, head: head.value };
  const judgement = judgeRedGreen({ ...phases, addedSources: trees.value.addedSources });
  const runs = new Set(Object.values(phases).flatMap((phase) => phase?.runs ?? []));
  const report = phases.head.runs.at(-1)?.report;
  return ok({ ...judgement, runs: [...runs].map(({ evidence }) => evidence), report, base: base.value });
}

/** How the tests stand on a base, run twice; a base on which all of them pass is run once in its life. */
export async function runBase(ports: RedGreenPorts, order: TestsAt, tree: string): Promise<Result<Phase>> {
  const cache = baseCache(ports.files, order.cacheFolder, { tree, command: order });
  const known = cache.read();
  if (known !== undefined) return ok(known);
  const phase = await runIn(ports, order, { phase: "base", commit: order.mergeBase, count: () => 2 });
  if (phase.ok) cache.write(phase.value);
  return phase;
}

interface Overlaid {
  readonly order: RedGreenOrder;
  readonly trees: ProofTrees;
  readonly base: Phase;
}

async function runOverlay(ports: RedGreenPorts, { order, trees, base }: Overlaid): Promise<Result<Phase | undefined>> {
  if (order.wanted === "green") return ok(undefined);
  // No test changed: what fails on the base is what can become green.
  if (trees.overlay === trees.base) return ok(base);
  const commit = await commitOf(ports.git, order, trees.overlay);
  if (!commit.ok) return commit;
  return runIn(ports, order, { phase: "overlay", commit: commit.value, count: () => 2 });
}

interface Ahead extends Overlaid {
  readonly overlay: Phase | undefined;
}

async function runHead(ports: RedGreenPorts, { order, trees, base, overlay }: Ahead): Promise<Result<Phase>> {
  // Only tests changed: the overlay is the head.
  if (overlay !== undefined && trees.overlay === trees.head) return ok(overlay);
  const before = overlay === undefined ? [base] : [base, overlay];
  const shaky = before.some((phase) => [...stateOf(phase).tests.values()].some(isFlaky));
  const count = (runs: readonly TestRun[]): number => (runs.length > 0 && (shaky || runs.some(isRed)) ? 2 : 1);
  return runIn(ports, order, { phase: "head", commit: order.head, count });
}

function isRed({ evidence, report }: TestRun): boolean {
  return evidence.code !== 0 || (report?.cases.some(({ outcome }) => outcome === "failed") ?? false);
}

interface Wanted {
  readonly phase: "base" | "overlay" | "head";
  readonly commit: string;
  readonly count: (runs: readonly TestRun[]) => number;
}

function runIn(ports: RedGreenPorts, order: TestsAt, { phase, commit, count }: Wanted): Promise<Result<Phase>> {
  // One path for all: no test can tell from where it stands whether it is meant to fail.
  const folder = join(order.scratch, "tree");
  const use = async (): Promise<Result<Phase>> => {
    const prepared = await order.prepare(folder);
    return prepared.ok ? runPhase(ports, { ...order, folder, phase, count }) : prepared;
  };
  return inProofFolder({ git: ports.git, files: ports.files, worktree: order.worktree }, { folder, commit, use });
}
