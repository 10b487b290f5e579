import { join } from "node:path";
import type { TestReport } from "../findings/test-report.ts";
import type { Change } from "../gate/change.ts";
import { proveRedGreen, type RedGreen } from "../gate/red-green.ts";
import { ok, type Result } from "../std/result.ts";
import type { Held } from "./order.ts";
import { setUp } from "./set-up.ts";
import type { Terms } from "./terms.ts";
import { type TestsCommand, testsCommand } from "./tests-command.ts";
import { runFolder, type Workshop } from "./workshop.ts";

interface Proving {
  readonly terms: Terms;
  readonly change: Change;
  readonly env: Readonly<Record<string, string>>;
}

export interface TestProof {
  readonly redGreen: RedGreen;
  /** What the tests said at the head. */
  readonly report: TestReport | undefined;
}

/** For kinds without red and green: nothing was asked, and nothing is claimed. */
export const NOT_ASKED: RedGreen = {
  strength: "not-asked",
  red: [],
  stillRed: [],
  regressions: [],
  flaky: [],
  findings: [],
  runs: [],
};

/** Work that no test can show anything about. */
const WITHOUT_TESTS: readonly string[] = ["docs", "chore"];

/** The red/green proof of an order; for kinds that ask for none, that nothing which passed before fails now. */
export async function proveTests(
  shop: Workshop,
  held: Held,
  { terms, change, env }: Proving,
): Promise<Result<TestProof>> {
  const command: TestsCommand | undefined = testsCommand(shop.settings);
  if (command === undefined || (!terms.redGreen && WITHOUT_TESTS.includes(terms.kind)))
    return ok({ redGreen: NOT_ASKED, report: undefined });
  const { world, home } = shop.backlog;
  const folder = runFolder(shop, held.stored.order.id);
  world.progress.step("proving red and green", 0);
  const proven = await proveRedGreen(world, {
    worktree: held.worktree,
    mergeBase: change.mergeBase,
    head: change.head,
    scratch: join(folder, "proof"),
    ...command,
    wanted: terms.redGreen ? "red-green" : "green",
    testGlobs: terms.testFiles,
    limitMs: shop.settings.orders.checkLimitMs,
    logFolder: join(folder, "logs", "proof"),
    prepare: (checkout) => setUp(shop, checkout, env),
    cacheFolder: join(home.privateFolder, "cache", "tests"),
  });
  world.progress.end("proving red and green");
  if (!proven.ok) return proven;
  const { report, ...redGreen } = proven.value;
  // No path of this machine goes into a verdict.
  const runs = redGreen.runs.map((run) => ({ ...run, log: run.log.slice(folder.length + 1) }));
  return ok({ redGreen: { ...redGreen, runs }, report });
}
