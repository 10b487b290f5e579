import { globMatcher } from "../gate/globs.ts";
import { holds } from "../gate/run-check.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import type { Check } from "./terms.ts";
import { testFilesOf } from "./test-files.ts";
import type { Workshop } from "./workshop.ts";

export type Merged = {
  /** The commit that is to become the base. */
  readonly tip: string;
  readonly tree: string;
  /** What it was merged onto. */
  readonly onto: string;
};

/**
 * Why the proof of an order counts for the merged tree as well; undefined where it does not. It does for the very tree that was
 * proven, and where the base moved meanwhile only in files of which the settings say that no proof depends on them.
 */
export async function reasonToRest(
  shop: Workshop,
  first: Verdict,
  { tree, onto }: Merged,
): Promise<Result<string | undefined>> {
  if (first.headTree === tree) return ok("the merged tree is the very tree that was proven");
  // Who let it pass without a proof said nothing about another tree.
  if (first.skipped !== undefined) return ok(undefined);
  const [moved, own] = await Promise.all([
    changedPaths(shop, first.mergeBase, onto),
    changedPaths(shop, first.mergeBase, first.head),
  ]);
  if (!moved.ok) return moved;
  if (!own.ok) return own;
  const isIgnored = ignoredBy(shop);
  // Work on such files is work that a proof of this order may well read.
  if (!moved.value.every(isIgnored) || own.value.some(isIgnored)) return ok(undefined);
  const named = moved.value.slice(0, MAX_NAMED).join(", ");
  const more = moved.value.length > MAX_NAMED ? ` and ${moved.value.length - MAX_NAMED} more` : "";
  return ok(`its base moved in no file that a proof depends on: ${named}${more}`);
}

const MAX_NAMED = 10;

/** Commands of a proof that have not passed in an earlier one. */
export function notYetPassed(checks: readonly Check[], { checks: ran }: Verdict): readonly Check[] {
  const passed = new Set(ran.filter(holds).map(({ command }) => command));
  return checks.filter(({ command }) => !passed.has(command));
}

/** What tests read and what defines the proof always counts, whatever the settings name. */
function ignoredBy({ settings }: Workshop): (path: string) => boolean {
  const isNamed = globMatcher(settings.orders.proofIgnores);
  const counts = globMatcher([...testFilesOf(settings), ...settings.protected.files]);
  return (path) => isNamed(path) && !counts(path);
}

/** Both ends of a rename count. */
async function changedPaths({ backlog }: Workshop, from: string, to: string): Promise<Result<readonly string[]>> {
  const args = ["diff-tree", "-r", "--name-only", "--no-renames", "-z", from, to];
  const listed = await gitText(backlog.world.git, { cwd: backlog.home.root, args });
  return listed.ok ? ok(listed.value.split("\0").filter((path) => path !== "")) : listed;
}
