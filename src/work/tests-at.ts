import { join } from "node:path";
import type { TestsAt } from "../gate/red-green.ts";
import type { CheckEvidence } from "../gate/run-check.ts";
import { masking } from "./growing-mask.ts";
import { setUp } from "./set-up.ts";
import { testFilesOf } from "./test-files.ts";
import type { TestsCommand } from "./tests-command.ts";
import { runFolder, type Workshop } from "./workshop.ts";

interface Wanted {
  readonly order: string;
  readonly command: TestsCommand;
  /** Any checkout of the repository. */
  readonly worktree: string;
  readonly mergeBase: string;
  readonly env: Readonly<Record<string, string>>;
  /** Logs of one proof lie in one folder of the run. */
  readonly name: string;
}

/** How the tests of a project are run on commits, in the private folder of an order. */
export function testsAt(shop: Workshop, { order, command, worktree, mergeBase, env, name }: Wanted): TestsAt {
  const folder = runFolder(shop, order);
  return {
    ...command,
    worktree,
    mergeBase,
    scratch: join(folder, "proof"),
    testGlobs: testFilesOf(shop.settings),
    limitMs: shop.settings.orders.checkLimitMs,
    logFolder: join(folder, "logs", name),
    prepare: (checkout) => setUp(shop, checkout, env),
    mask: async (text) => (await masking(shop.backlog.world))(text),
    cacheFolder: join(shop.backlog.home.privateFolder, "cache", "tests"),
  };
}

/** No path of this machine goes into a verdict. */
export function withoutPlace(shop: Workshop, order: string, runs: readonly CheckEvidence[]): readonly CheckEvidence[] {
  const { length } = runFolder(shop, order);
  return runs.map((run) => ({ ...run, log: run.log.slice(length + 1) }));
}
