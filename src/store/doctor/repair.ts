import { join } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";
import { installMergeDriver } from "../home/merge-driver.ts";
import type { Change } from "../write/change.ts";
import { cutOffWrite, transact, type Writing } from "../write/transaction.ts";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import type { FindCircles } from "./examined.ts";
import { healMerges } from "./heal-merges.ts";
import { leftoverFiles } from "./leftovers.ts";
import type { Remedy, Repair, RepairDesk } from "./remedy.ts";
import { oldLeftovers, removeLeftovers } from "./remove-leftovers.ts";
import { renameFiles } from "./rename-files.ts";
import { renewIds } from "./renew-ids.ts";

export interface Repaired {
  readonly planned: readonly Remedy[];
  /** What was found before anything was done. */
  readonly before: Diagnosis;
}

/**
 * Does what cannot lose information, and nothing else: every file stays whole somewhere, and each ticket that is touched gets an
 * event that says so. In a dry run nothing but the plan is made (I7).
 */
export async function repair(backlog: Backlog, writing: Writing, findCircles: FindCircles): Promise<Result<Repaired>> {
  // The transaction finishes what a crash left before it begins, so this has to be looked at first.
  const pending = pendingWrite(backlog);
  const done = await transact(backlog, writing, async () => {
    const diagnosis = await diagnose(backlog, findCircles);
    if (!diagnosis.ok) return diagnosis;
    const repairs = await plan({ backlog, author: writing.author, dryRun: writing.dryRun }, diagnosis.value);
    if (!repairs.ok) return repairs;
    const leftovers = oldLeftovers(backlog, leftoverFiles(backlog));
    const removed = writing.dryRun ? ok(undefined) : removeLeftovers(backlog, leftovers);
    if (!removed.ok) return removed;
    const changes = repairs.value.flatMap((one) => one.changes);
    const planned = [...pending, ...repairs.value.map((one) => one.remedy), ...leftovers.map(({ remedy }) => remedy)];
    const set = { message: messageOf(repairs.value), changes: [...uniquePaths(changes)] };
    return ok({ set, output: { planned, before: diagnosis.value, repairs: repairs.value } });
  });
  if (!done.ok) return done;
  const { planned, before, repairs } = done.value;
  const driver = await repairDriver(backlog, before, writing.dryRun);
  if (!driver.ok) return driver;
  const staged = writing.dryRun ? ok(undefined) : await stage(backlog, repairs);
  return staged.ok ? ok({ planned: [...planned, ...driver.value], before }) : staged;
}

async function plan(desk: RepairDesk, diagnosis: Diagnosis): Promise<Result<readonly Repair[]>> {
  const healed = healMerges(desk, diagnosis.unmerged);
  const renewed = await renewIds(desk, diagnosis.examined);
  if (!renewed.ok) return renewed;
  const renamed = renameFiles(desk, diagnosis.examined);
  return ok([...healed, ...renewed.value, ...renamed]);
}

function pendingWrite(backlog: Backlog): readonly Remedy[] {
  const journal = cutOffWrite(backlog);
  if (journal === undefined) return [];
  const action = `finish the write that was cut off: ${journal.message.split("\n", 1)[0]}`;
  return [{ code: "journal-pending", file: "", action }];
}

async function repairDriver(
  { home, world }: Backlog,
  { findings }: Diagnosis,
  dryRun: boolean,
): Promise<Result<readonly Remedy[]>> {
  const found = findings.find(({ code }) => code === "merge-driver-missing" || code === "merge-driver-broken");
  if (found === undefined) return ok([]);
  const installed = dryRun ? ok(undefined) : await installMergeDriver(world, home);
  if (!installed.ok) return installed;
  return ok([{ code: found.code, file: "", action: "tell this clone's git to merge tickets with Docket" }]);
}

/** Tells git that healed files are merged. After the files are in place: a crash before leaves the merge open, not half done. */
async function stage({ home, world }: Backlog, repairs: readonly Repair[]): Promise<Result<void>> {
  const paths = repairs.flatMap((one) => one.stage ?? []);
  if (paths.length === 0) return ok(undefined);
  const there = paths.filter((path) => world.files.stat(join(home.folder, path)) !== undefined);
  const added = await gitText(world.git, { cwd: home.folder, args: ["add", "--", ...there] });
  return added.ok ? ok(undefined) : added;
}

/** Two repairs of one file in one run would overwrite each other: the first counts, the other is found again by the next run. */
function* uniquePaths(changes: readonly Change[]): Iterable<Change> {
  const seen = new Set<string>();
  for (const change of changes) {
    if (!seen.has(change.path)) yield change;
    seen.add(change.path);
  }
}

function messageOf(repairs: readonly Repair[]): string {
  const [first] = repairs;
  if (first === undefined) return "";
  return repairs.length === 1
    ? `Repair ${first.remedy.file}: ${first.remedy.action}`
    : `Repair ${repairs.length} findings of docket doctor`;
}
