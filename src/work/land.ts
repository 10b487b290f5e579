import { err, ok, type Result } from "../std/result.ts";
import { gitSays } from "../store/git-calls.ts";
import { type BaseCheckout, checkoutOf } from "./base-checkout.ts";
import { landingWaits } from "./faults.ts";
import { branchTip, readRef, refsOf } from "./read-ref.ts";
import type { Workshop } from "./workshop.ts";

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
  const ends = await branchTip(shop, base);
  if (!ends.ok) return ends;
  const queue = await readRef(refsOf(shop), queueRef(base));
  if (!queue.ok) return queue;
  if (queue.value === undefined || queue.value === ends.value) return ok(null);
  const checkout = await checkoutOf(shop, base);
  if (!checkout.ok) return checkout;
  const waiting = await tryToLand(shop, checkout.value, { base, from: ends.value, to: queue.value });
  if (waiting === LANDED) {
    await git.run({ cwd, args: ["update-ref", "-d", queueRef(base), queue.value] });
    return ok(null);
  }
  if (await gitSays(git, { cwd, args: ["merge-base", "--is-ancestor", queue.value, `refs/heads/${base}`] }))
    return ok(null);
  return err(landingWaits({ id, base, folder: checkout.value?.folder ?? "no folder", ...waiting }));
}

interface Step {
  readonly base: string;
  readonly from: string;
  readonly to: string;
}

/** Why the work did not land, and what would let it. */
type Waiting = Pick<Parameters<typeof landingWaits>[0], "reason" | "wayOut">;

/** Nothing is left to wait for. */
const LANDED = undefined;
const TRY_AGAIN = "nothing has to be put right";
const FILES_ASIDE = "commit or put aside the files that are in the way";

/** One try; answers why it did not land. */
async function tryToLand(shop: Workshop, checkout: BaseCheckout | undefined, step: Step): Promise<Waiting | undefined> {
  if (checkout === undefined) return moveRef(shop, step);
  const { busy } = checkout;
  if (busy !== undefined) return { reason: `it is being ${busy} there`, wayOut: `end what is being ${busy} there` };
  return fastForward(shop, checkout.folder, step);
}

async function moveRef(shop: Workshop, { base, from, to }: Step): Promise<Waiting | undefined> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const ref = `refs/heads/${base}`;
  if (!(await gitSays(git, { cwd, args: ["update-ref", "-m", "docket: integrate", ref, to, from] })))
    return { reason: "it moved meanwhile", wayOut: TRY_AGAIN };
  // Somebody may have switched to the base after we looked: then the files there are still those of before.
  const now = await checkoutOf(shop, base);
  if (!now.ok || now.value === undefined) return LANDED;
  const { folder } = now.value;
  if (await gitSays(git, { cwd: folder, args: ["diff", "--cached", "--quiet", to] })) return LANDED;
  if (await gitSays(git, { cwd: folder, args: ["read-tree", "-m", "-u", from, to] })) return LANDED;
  await gitSays(git, { cwd, args: ["update-ref", "-m", "docket: take back", ref, from, to] });
  return { reason: "it was just checked out there", wayOut: FILES_ASIDE };
}

/** Ignored files are somebody's too: git would write over them without a word. */
async function fastForward(shop: Workshop, folder: string, { base, to }: Step): Promise<Waiting | undefined> {
  const { git } = shop.backlog.world;
  const args = ["merge", "--ff-only", "--no-overwrite-ignore", "--quiet", "--no-autostash", to];
  const merged = await git.run({ cwd: folder, args });
  if (!merged.ok) return { reason: merged.fault.message, wayOut: merged.fault.hint ?? TRY_AGAIN };
  if (merged.value.code !== 0) return plain(merged.value.stderr);
  const stands = await branchTip(shop, base);
  if (stands.ok && stands.value === to) return LANDED;
  if (await gitSays(git, { cwd: folder, args: ["merge-base", "--is-ancestor", to, `refs/heads/${base}`] }))
    return LANDED;
  // The folder was switched to another branch right before, and that one went forward: back with it.
  await gitSays(git, { cwd: folder, args: ["reset", "--quiet", "--keep", "HEAD@{1}"] });
  return { reason: "it was just switched to another branch", wayOut: TRY_AGAIN };
}

/** What git said, in one line: the files that are in the way, when it names them. */
function plain(stderr: string): Waiting {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "Aborting");
  const files = stderr
    .split("\n")
    .filter((line) => line.startsWith("\t"))
    .map((line) => line.trim());
  if (files.length > 0)
    return { reason: `these files are in the way: ${files.slice(0, 10).join(", ")}`, wayOut: FILES_ASIDE };
  const reason = (lines[0] ?? "").replace(/^(?:error|fatal): /, "") || "git refused";
  return { reason: `git says: ${reason}`, wayOut: "settle that there" };
}
