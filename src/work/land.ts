import { err, ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { landingWaits } from "./faults.ts";
import type { Place, Workshop } from "./workshop.ts";

export const QUEUE_REFS = "refs/heads/docket-queue/";

/** Proven work that waits for its base; later work goes on top of it. */
export const queueRef = (base: string): string => QUEUE_REFS + base;

interface Landing {
  readonly id: string;
  readonly base: string;
}

/**
 * Moves the base to the end of its queue. Where the base is checked out, git's own fast-forward does it, which refuses rather than
 * overwrites: then nothing there has changed and the queue keeps the work.
 */
export async function land(shop: Workshop, { id, base }: Landing): Promise<Result<null>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const ends = await gitText(git, { cwd, args: ["rev-parse", "--verify", `refs/heads/${base}`] });
  if (!ends.ok) return ends;
  const queue = await gitText(git, { cwd, args: ["rev-parse", "--verify", "--quiet", queueRef(base)] });
  if (!queue.ok || queue.value === "" || queue.value === ends.value) return ok(null);
  const folder = await checkoutOf(shop, base);
  if (!folder.ok) return folder;
  const landed =
    folder.value === undefined
      ? await moveRef(shop, base, { from: ends.value, to: queue.value })
      : await fastForward(shop, folder.value, queue.value);
  if (landed === "landed") {
    await git.run({ cwd, args: ["update-ref", "-d", queueRef(base), queue.value] });
    return ok(null);
  }
  if (await gitSays(git, { cwd, args: ["merge-base", "--is-ancestor", queue.value, `refs/heads/${base}`] }))
    return ok(null);
  return err(landingWaits({ id, base, folder: folder.value ?? "no folder", reason: landed }));
}

/** The folder in which a branch is checked out. */
export async function checkoutOf({ backlog }: Place, branch: string): Promise<Result<string | undefined>> {
  const listed = await gitText(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["worktree", "list", "--porcelain"],
  });
  if (!listed.ok) return listed;
  for (const block of listed.value.split("\n\n")) {
    const lines = block.split("\n");
    if (!lines.includes(`branch refs/heads/${branch}`)) continue;
    const folder = lines.find((line) => line.startsWith("worktree "))?.slice("worktree ".length);
    if (folder !== undefined && backlog.world.files.stat(folder) !== undefined) return ok(folder);
  }
  return ok(undefined);
}

async function moveRef(
  { backlog }: Workshop,
  base: string,
  { from, to }: { from: string; to: string },
): Promise<string> {
  const moved = await gitSays(backlog.world.git, {
    cwd: backlog.home.root,
    args: ["update-ref", "-m", "docket: integrate", `refs/heads/${base}`, to, from],
  });
  return moved ? "landed" : "it moved meanwhile";
}

async function fastForward({ backlog }: Workshop, folder: string, tip: string): Promise<string> {
  const merged = await backlog.world.git.run({
    cwd: folder,
    args: ["merge", "--ff-only", "--quiet", "--no-autostash", tip],
  });
  if (!merged.ok) return merged.fault.message;
  if (merged.value.code === 0) return "landed";
  return plain(merged.value.stderr);
}

/** What git said, in one line: the files that are in the way, when it names them. */
function plain(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "Aborting");
  const files = stderr
    .split("\n")
    .filter((line) => line.startsWith("\t"))
    .map((line) => line.trim());
  if (files.length > 0) return `these files are in the way: ${files.slice(0, 10).join(", ")}`;
  return (lines[0] ?? "git refused").replace(/^(?:error|fatal): /, "");
}
