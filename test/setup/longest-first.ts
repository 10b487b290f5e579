import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { projectRoot } from "../rigs/root.ts";

/** The files that take longest; begun last, one of them would run alone while the other workers have nothing to do. */
export const LONGEST: readonly string[] = [
  "test/gate/red-green-node.test.ts",
  "test/acceptance/red-before.test.ts",
  "src/store/sync/git-trouble.test.ts",
  "test/contract/processes.test.ts",
  "test/acceptance/reconcile-crash.test.ts",
  "test/acceptance/order-kill.test.ts",
  "test/docs/examples.test.ts",
  "src/work/claims/crash.test.ts",
  "test/acceptance/run.test.ts",
  "test/claims/race.test.ts",
  "test/acceptance/race.test.ts",
  "test/sim/crash-sync.test.ts",
  "test/acceptance/bad-input.test.ts",
  "test/acceptance/two-clones.test.ts",
  "test/demo/demo.test.ts",
  "test/acceptance/reconcile-killed.test.ts",
  "test/gate/red-green-vitest.test.ts",
];

/**
 * What is done in the worker itself and leaves it large: begun last, longest first, folders at the end. A process is started by copying
 * the tables of the memory of the one that starts it, so a small file that calls git takes four times as long in a large worker.
 */
export const LARGEST: readonly string[] = [
  "test/sim/crash-memory.test.ts",
  "test/sim/interleaved.test.ts",
  "src/ops/plan-hostile.test.ts",
  "src/store/index/damage.test.ts",
  "src/ticket/merge-property.test.ts",
  "test/tidy/style.test.ts",
  "src/code/scan/outline-of.test.ts",
  "src/flow/journal.test.ts",
  "src/findings/problems/read-problem-report.test.ts",
  "test/tidy/",
  "test/discover/yaml-ledger.test.ts",
  "test/discover/big-log.test.ts",
  "test/docs/troubleshooting.test.ts",
  "test/docs/discovery.test.ts",
  "test/golden/references.test.ts",
  "test/contract/forge.test.ts",
  "src/store/settings/epics.test.ts",
  "src/ticket/",
  "src/evidence/",
  "src/plan/",
  "src/findings/",
  "src/discover/",
];

/** In a fresh clone nothing is known of how long files take; vitest would begin with those whose text is longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => turn(one) - turn(other));
  }
}

const turn = ({ moduleId }: TestSpecification): number => turnOf(relative(projectRoot, moduleId));

/** The lower, the earlier a file is begun. */
export function turnOf(path: string): number {
  const early = LONGEST.indexOf(path);
  if (early >= 0) return early;
  const late = LARGEST.findIndex((name) => path.startsWith(name));
  return LONGEST.length + 1 + late;
}
