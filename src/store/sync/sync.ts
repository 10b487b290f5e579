import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { remoteKeepsMoving, syncNeedsGit } from "../faults.ts";
import { gitSays, gitText } from "../git-calls.ts";
import { BACKLOG_REF } from "../home/home.ts";
import { installMergeDriver } from "../home/merge-driver.ts";
import { MAX_PUSH_TRIES } from "../limits.ts";
import { transact, type Writing } from "../write/transaction.ts";
import { joinHistories } from "./join.ts";
import { askRemote, chooseRemote, fetchBacklog, hasCommit, isAncestor, pushBacklog, trackingRef } from "./remote.ts";
import { strayChanges, strayPaths } from "./stray.ts";
import type { SyncReport } from "./sync-report.ts";

/**
 * Brings this clone and a remote to the same backlog: record edits made by hand, fetch, merge, push, and again from the fetch when
 * the remote moved in between. The network is used without holding the lock.
 */
export async function syncBacklog(
  backlog: Backlog,
  writing: Writing,
  asked: string | undefined,
): Promise<Result<SyncReport>> {
  if (backlog.home.kind === "plain") return err(syncNeedsGit({ folder: backlog.home.folder }));
  if (backlog.home.kind === "tree") return prepareTree(backlog, writing);
  const chosen = await chooseRemote(backlog, asked);
  if (!chosen.ok) return chosen;
  const remote = chosen.value;
  const recorded = await recordStray(backlog, writing);
  if (!recorded.ok) return recorded;
  let report: RemoteReport = {
    remote,
    recorded: recorded.value,
    received: [],
    merged: [],
    pushed: false,
    findings: [],
  };
  if (writing.dryRun) return foresee(backlog, writing, report);
  for (let attempt = 0; attempt < MAX_PUSH_TRIES; attempt += 1) {
    const round = await syncOnce(backlog, writing, report);
    if (!round.ok) return round;
    report = round.value.report;
    if (round.value.settled) {
      await tidyObjects(backlog);
      return ok(report);
    }
    await pause(backlog, attempt);
  }
  return err(remoteKeepsMoving({ tries: MAX_PUSH_TRIES }));
}

/** In the code's working tree the backlog travels with the code's own commits; what is ours to do is to have git merge it well. */
async function prepareTree({ home, world }: Backlog, { dryRun }: Writing): Promise<Result<SyncReport>> {
  const installed = dryRun ? ok(undefined) : await installMergeDriver(world, home);
  if (!installed.ok) return installed;
  return ok({ remote: null, recorded: [], received: [], merged: [], pushed: false, findings: [] });
}

/** Every write leaves a few objects; git packs them when there are many, in the background and only then. */
async function tidyObjects({ home, world }: Backlog): Promise<void> {
  await gitSays(world.git, { cwd: home.folder, args: ["gc", "--auto", "--quiet"] });
}

/**
 * A dry run fetches nothing, since that would write objects and refs (I7): it tells in full what would come of commits that are
 * here already, and of others only that they are there.
 */
async function foresee(backlog: Backlog, writing: Writing, report: RemoteReport): Promise<Result<SyncReport>> {
  const asked = await askRemote(backlog, report.remote);
  if (!asked.ok) return asked;
  const theirs = asked.value;
  if (theirs === undefined) return ok({ ...report, pushed: true });
  const isSeen = await hasCommit(backlog, theirs);
  // Of a history that is not here, all that is known is how far it had come when it was fetched last.
  const known = isSeen ? theirs : trackingRef(report.remote);
  const pushed = report.recorded.length > 0 || !(await isAncestor(backlog, BACKLOG_REF, known));
  if (!isSeen) return ok({ ...report, pushed, unseen: theirs });
  const joined = await joinHistories(backlog, writing, theirs);
  return joined.ok ? ok({ ...report, ...joined.value, pushed }) : joined;
}

/** A little longer each time, and never the same for two clones that race. */
function pause({ world }: Backlog, attempt: number): Promise<void> {
  const [byte = 0] = world.random.bytes(1);
  return world.clock.sleep(50 * attempt * (1 + byte / 255));
}

async function recordStray(backlog: Backlog, writing: Writing): Promise<Result<readonly string[]>> {
  const paths = await strayPaths(backlog);
  if (!paths.ok || paths.value.length === 0) return paths;
  return transact(backlog, writing, async () => {
    const set = await strayChanges(backlog, paths.value);
    return set.ok ? ok({ set: set.value, output: set.value.changes.map(({ path }) => path) }) : set;
  });
}

type RemoteReport = SyncReport & { readonly remote: string };

interface Round {
  readonly report: RemoteReport;
  /** Both sides are the same now. */
  readonly settled: boolean;
}

async function syncOnce(backlog: Backlog, writing: Writing, before: RemoteReport): Promise<Result<Round>> {
  const fetched = await fetchBacklog(backlog, before.remote);
  if (!fetched.ok) return fetched;
  const theirs = fetched.value;
  const joined =
    theirs === undefined
      ? ok({ received: [], merged: [], findings: [] })
      : await joinHistories(backlog, writing, theirs);
  if (!joined.ok) return joined;
  const report = {
    ...before,
    received: [...before.received, ...joined.value.received],
    merged: [...before.merged, ...joined.value.merged],
    findings: [...before.findings, ...joined.value.findings],
  };
  const tip = await gitText(backlog.world.git, { cwd: backlog.home.folder, args: ["rev-parse", BACKLOG_REF] });
  if (!tip.ok) return tip;
  if (tip.value === theirs) return ok({ report, settled: true });
  const pushed = await pushBacklog(backlog, before.remote);
  if (!pushed.ok) return pushed;
  return ok({ report: { ...report, pushed: pushed.value }, settled: pushed.value });
}
