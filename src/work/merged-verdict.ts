import { dirname, join } from "node:path";
import { patchIdOf } from "../gate/patch-id.ts";
import { type CheckEvidence, holds } from "../gate/run-check.ts";
import { readTreePatch } from "../gate/tree-change.ts";
import { parseVerdict, printVerdict, sealVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict, VerdictBody } from "../gate/verdict/verdict-shape.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { gitText } from "../store/git-calls.ts";
import { orderPath } from "../store/orders/orders.ts";
import { readText } from "../store/state-file.ts";
import type { Change } from "../store/write/change.ts";
import { judgeCheck } from "./judge-check.ts";
import { machineFacts } from "./machine-facts.ts";
import { fileOf } from "./order-files.ts";
import { NOT_ASKED } from "./prove-tests.ts";
import type { Merged } from "./rests-on.ts";
import { finding } from "./rules.ts";
import { MERGED_VERDICT } from "./verdict-file.ts";
import { now, runFolder, type Workshop } from "./workshop.ts";

interface Body {
  readonly first: Verdict;
  readonly merged: Merged;
  readonly checks: readonly CheckEvidence[];
  /** What was run besides, to tell tests that were red before. */
  readonly runs: readonly CheckEvidence[];
  /** Why the first verdict counts for what was not run again. */
  readonly reason: string | undefined;
  readonly startedAt: VerdictBody["startedAt"];
}

/** The verdict about a merged tree, in the same form as the one about the work alone, and sealed in the same way. */
export async function mergedVerdict(shop: Workshop, body: Body): Promise<Result<Verdict>> {
  const { first, merged, checks, runs, reason, startedAt } = body;
  const [ends, machine] = await Promise.all([endsOf(shop, first, merged), machineFacts(shop)]);
  if (!ends.ok) return ends;
  const { order, ticket, attempt, baseBranch } = first;
  const verdict = sealVerdict({
    ...{ order, ticket, attempt, baseBranch, machine, ...ends.value },
    startedAt,
    finishedAt: now(shop.backlog.world),
    actor: shop.author.actor,
    checks,
    redGreen: { ...NOT_ASKED, runs },
    findings: { scope: [], budget: [], hacks: [], secrets: [], criteria: [], other: checks.flatMap(judgeMerged) },
    criteria: [],
    ...(reason === undefined ? {} : { restsOn: { seal: first.seal, head: first.head, reason } }),
    ...(reason === undefined || first.skipped === undefined ? {} : { skipped: first.skipped }),
  });
  return ok(verdict);
}

function judgeMerged(check: CheckEvidence): readonly Finding[] {
  if (holds(check)) return judgeCheck(check);
  const message = `merged with its base, ${check.name} (${check.command}) fails`;
  return [finding("check-failed", ".", { message, hint: `its output is in ${check.log}` })];
}

type Ends = Pick<Verdict, "mergeBase" | "baseTree" | "head" | "headTree" | "patchId" | "commits">;

async function endsOf({ backlog }: Workshop, first: Verdict, { tip, tree, onto }: Merged): Promise<Result<Ends>> {
  const { git } = backlog.world;
  const { root: cwd, gitFolder } = backlog.home;
  const counting = gitText(git, { cwd, args: ["rev-list", "--count", `${onto}..${tip}`] });
  // The same two trees: the same patch.
  if (first.mergeBase === onto && first.headTree === tree) return withCount({ ...first, commits: await counting });
  const [commits, baseTree, patch] = await Promise.all([
    counting,
    gitText(git, { cwd, args: ["rev-parse", `${onto}^{tree}`] }),
    readTreePatch(git, { gitDir: gitFolder, from: onto, to: tip }),
  ]);
  if (!baseTree.ok) return baseTree;
  if (!patch.ok) return patch;
  const patchId = await patchIdOf(git, gitFolder, patch.value);
  return patchId.ok ? withCount({ baseTree: baseTree.value, patchId: patchId.value, commits }) : patchId;

  function withCount({ baseTree, patchId, commits }: Counted): Result<Ends> {
    if (!commits.ok) return commits;
    return ok({ mergeBase: onto, baseTree, head: tip, headTree: tree, patchId, commits: Number(commits.value) });
  }
}

type Counted = Pick<Ends, "baseTree" | "patchId"> & { readonly commits: Result<string> };

const privatePath = (shop: Workshop, order: string): string => join(runFolder(shop, order), MERGED_VERDICT);

/** Keeps the verdict until the tree that it is about has landed: until then it says nothing to others. */
export function keepMergedVerdict(shop: Workshop, verdict: Verdict): Result<void> {
  const { files } = shop.backlog.world;
  const path = privatePath(shop, verdict.order);
  const made = files.makeFolder(dirname(path));
  return made.ok ? files.writeAtomic(path, new TextEncoder().encode(printVerdict(verdict))) : made;
}

/** The file to write beside the first verdict, where the commit that landed is the one that was judged here. */
export function landedVerdict(shop: Workshop, order: string, landed: string): readonly Change[] {
  const text = readText(shop.backlog.world.files, privatePath(shop, order));
  const verdict = text === undefined ? undefined : parseVerdict(text);
  const isAbout = verdict?.ok === true && verdict.value.order === order && verdict.value.head === landed;
  return isAbout && text !== undefined ? [fileOf(shop, orderPath(order, MERGED_VERDICT), text)] : [];
}
