import type { TestReport } from "../findings/test-report.ts";
import type { Change } from "../gate/change.ts";
import { type Proven, proveRedGreen, type RedGreen } from "../gate/red-green.ts";
import { finding, WHOLE_CHANGE } from "../gate/rules.ts";
import { ok, type Result } from "../std/result.ts";
import type { Held } from "./order.ts";
import type { Terms } from "./terms.ts";
import { testsAt, withoutPlace } from "./tests-at.ts";
import { type TestsCommand, testsCommand } from "./tests-command.ts";
import type { Workshop } from "./workshop.ts";

interface Proving {
  readonly terms: Terms;
  readonly change: Change;
  readonly env: Readonly<Record<string, string>>;
}

export interface TestProof {
  readonly redGreen: RedGreen;
  /** What the tests said at the head. */
  readonly report: TestReport | undefined;
  /** How they stood on the base, where that was asked. */
  readonly base?: Proven["base"];
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

/** A test that fails without the change is asked for, and nothing says how tests are run. */
const CANNOT_BE_SHOWN: RedGreen = {
  ...NOT_ASKED,
  strength: "none",
  findings: [
    finding("red-missing", WHOLE_CHANGE, {
      message:
        "this ticket asks for a test that fails without the change, and the settings name no command that runs tests",
      hint: "set gates.test or tests.command in docket.yaml; a ticket that no test can show says `red_green: false`",
    }),
  ],
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
  if (command === undefined && terms.redGreen) return ok({ redGreen: CANNOT_BE_SHOWN, report: undefined });
  if (command === undefined || (!terms.redGreen && WITHOUT_TESTS.includes(terms.kind)))
    return ok({ redGreen: NOT_ASKED, report: undefined });
  const { world } = shop.backlog;
  const order = held.stored.order.id;
  world.progress.step("proving red and green", 0);
  const proven = await proveRedGreen(world, {
    ...testsAt(shop, { order, command, worktree: held.worktree, mergeBase: change.mergeBase, env, name: "proof" }),
    head: change.head,
    wanted: terms.redGreen ? "red-green" : "green",
  });
  world.progress.end("proving red and green");
  if (!proven.ok) return proven;
  const { report, base, ...redGreen } = proven.value;
  const runs = withoutPlace(shop, order, redGreen.runs);
  return ok({ redGreen: { ...redGreen, runs }, report, base });
}
