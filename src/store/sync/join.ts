import { join } from "node:path";
import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitFailed } from "../faults.ts";
import { gitText } from "../git-calls.ts";
import { BACKLOG_REF } from "../home/home.ts";
import type { Change, ChangeSet } from "../write/change.ts";
import { identity } from "../write/commit.ts";
import { type Decision, transact, type Writing } from "../write/transaction.ts";
import { readBlobs, writeBlobs } from "./blobs.ts";
import { mergeTrees, type TreeMerge } from "./merge-trees.ts";
import { isAncestor } from "./remote.ts";
import type { SyncReport } from "./sync-report.ts";
import { treeDiff } from "./tree-diff.ts";

type Joined = Pick<SyncReport, "received" | "merged" | "findings">;

const NOTHING: Joined = { received: [], merged: [], findings: [] };

/** Takes a fetched history into the backlog's branch: a fast-forward where possible, else a merge commit of our own making. */
export function joinHistories(backlog: Backlog, writing: Writing, theirs: string): Promise<Result<Joined>> {
  return transact(backlog, writing, async (): Promise<Result<Decision<Joined>>> => {
    const cwd = backlog.home.folder;
    const tip = await gitText(backlog.world.git, { cwd, args: ["rev-parse", BACKLOG_REF] });
    if (!tip.ok) return tip;
    const ours = tip.value;
    if (ours === theirs || (await isAncestor(backlog, theirs, ours)))
      return ok({ set: { message: "", changes: [] }, output: NOTHING });
    const base = await commonBase(backlog, ours, theirs);
    if (!base.ok) return base;
    const merge = await mergeTrees(backlog, { base: base.value, ours, theirs });
    if (!merge.ok) return merge;
    const forward = base.value === ours;
    const commit =
      forward || writing.dryRun
        ? ok(theirs)
        : await commitMerge(backlog, writing, { ours, theirs, merge: merge.value });
    if (!commit.ok) return commit;
    const { changes, merged, findings } = merge.value;
    const files = await workTreeChanges(backlog, { from: ours, to: commit.value });
    if (!files.ok) return files;
    const message = forward ? "Take in the remote's backlog" : "Merge the remote's backlog";
    const set: ChangeSet = { message, changes: files.value, commit: { id: commit.value, from: ours } };
    return ok({ set, output: { received: [...changes.keys()], merged, findings } });
  });
}

/** Where two histories part; undefined when they never were one. Git that fails is no such answer: a merge without its base brings back what was removed. */
async function commonBase({ home, world }: Backlog, ours: string, theirs: string): Promise<Result<string | undefined>> {
  const args = ["merge-base", ours, theirs];
  const answer = await world.git.run({ cwd: home.folder, args });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code === 1) return ok(undefined);
  return code === 0 ? ok(new TextDecoder().decode(stdout).trimEnd()) : err(gitFailed({ args, stderr }));
}

/** What the folder's files become. The image before is the committed one: an edit made by hand since then stops us, it is not overwritten. */
async function workTreeChanges(
  { home, world }: Backlog,
  range: { from: string; to: string },
): Promise<Result<readonly Change[]>> {
  const diff = await treeDiff(world.git, home.folder, range);
  if (!diff.ok) return diff;
  const names = [...diff.value.values()].flatMap(({ before, after }) => [before, after]);
  const blobs = await readBlobs(
    world,
    home,
    names.filter((name) => name !== undefined),
  );
  if (!blobs.ok) return blobs;
  const content = (name: string | undefined): Uint8Array | undefined =>
    name === undefined ? undefined : blobs.value.get(name);
  return ok(
    [...diff.value].map(([path, { before, after }]) => ({ path, before: content(before), after: content(after) })),
  );
}

interface MergeSides {
  readonly ours: string;
  readonly theirs: string;
  readonly merge: TreeMerge;
}

/** Makes the merge commit through an index of its own, so that a crash leaves nothing but loose objects. */
async function commitMerge(
  { home, world }: Backlog,
  writing: Writing,
  { ours, theirs, merge }: MergeSides,
): Promise<Result<string>> {
  const cwd = home.folder;
  const env = { GIT_INDEX_FILE: join(home.privateFolder, "merge-index") };
  const read = await gitText(world.git, { cwd, args: ["read-tree", ours], env });
  if (!read.ok) return read;
  const kept = [...merge.changes].filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined);
  const blobs = await writeBlobs(
    world,
    home,
    kept.map(([, bytes]) => bytes),
  );
  if (!blobs.ok) return blobs;
  const removed = [...merge.changes.keys()].filter((path) => merge.changes.get(path) === undefined);
  const info = [
    ...kept.map(([path], place) => `100644 ${blobs.value[place]}\t${path}\0`),
    ...removed.map((path) => `0 ${"0".repeat(ours.length)}\t${path}\0`),
  ];
  const listed = await gitText(world.git, {
    cwd,
    args: ["update-index", "-z", "--index-info"],
    input: info.join(""),
    env,
  });
  if (!listed.ok) return listed;
  const tree = await gitText(world.git, { cwd, args: ["write-tree"], env });
  world.files.remove(env.GIT_INDEX_FILE);
  if (!tree.ok) return tree;
  const { actor, email } = writing.author;
  return gitText(world.git, {
    cwd,
    args: ["commit-tree", tree.value, "-p", ours, "-p", theirs],
    input: `Merge the remote's backlog\n\n${merge.changes.size} files received, ${merge.merged.length} merged\n`,
    env: identity({ actor, email, atMs: world.clock.now() }),
  });
}
