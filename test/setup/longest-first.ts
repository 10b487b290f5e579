import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { projectRoot } from "../rigs/root.ts";

/** The files that take longest; begun last, one of them would run alone while the other workers have nothing to do. */
export const LONGEST: readonly string[] = [
  "test/gate/red-green-node.test.ts",
  "test/acceptance/red-before.test.ts",
  "src/store/sync/git-trouble.test.ts",
  "test/contract/processes.test.ts",
  "test/tidy/style.test.ts",
  "test/acceptance/reconcile-crash.test.ts",
  "test/acceptance/order-kill.test.ts",
  "test/docs/examples.test.ts",
  "src/work/claims/crash.test.ts",
  "test/sim/crash-memory.test.ts",
  "test/acceptance/run.test.ts",
  "test/claims/race.test.ts",
  "test/acceptance/race.test.ts",
  "test/sim/crash-sync.test.ts",
  "test/acceptance/landing.test.ts",
  "test/acceptance/mended.test.ts",
  "test/acceptance/bad-input.test.ts",
  "test/acceptance/two-clones.test.ts",
  "test/acceptance/homes.test.ts",
  "test/demo/demo.test.ts",
  "test/acceptance/refused.test.ts",
  "test/acceptance/reconcile-killed.test.ts",
  "test/sim/interleaved.test.ts",
  "test/gate/red-green-vitest.test.ts",
];

/** In a fresh clone nothing is known of how long files take; vitest would begin with those whose text is longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

function place({ moduleId }: TestSpecification): number {
  const at = LONGEST.indexOf(relative(projectRoot, moduleId));
  return at < 0 ? LONGEST.length : at;
}
