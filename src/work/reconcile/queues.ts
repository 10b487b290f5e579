import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { checkoutOf } from "../base-checkout.ts";
import { land, QUEUE_REFS, queueRef } from "../land.ts";
import { holdQueue, isQueueBusy } from "../queue-lock.ts";
import { settleMerged } from "../settle-merged.ts";
import type { Workshop } from "../workshop.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { isWithin } from "./git-facts.ts";
import type { Survey } from "./survey.ts";

const PREFIX = QUEUE_REFS.slice("refs/heads/".length);

/** Queues that somebody left behind. */
export const checkQueues: Check = async (shop, seen) => {
  const queues = [...seen.branches].flatMap(([name, tip]) =>
    name.startsWith(PREFIX) ? [{ base: name.slice(PREFIX.length), tip }] : [],
  );
  const idle = queues.filter(({ base }) => seen.branches.has(base) && !isQueueBusy(shop, base));
  const found = await Promise.all(idle.map((queue) => judgeQueue(shop, seen, queue)));
  return found.flat();
};

interface Queue {
  readonly base: string;
  readonly tip: string;
}

async function judgeQueue(shop: Workshop, seen: Survey, queue: Queue): Promise<readonly Disagreement[]> {
  const { base, tip } = queue;
  const told = { subject: base, file: queueRef(base) };
  if (await isWithin(shop, tip, `refs/heads/${base}`)) {
    const message = `everything in the queue of ${base} has landed`;
    return [
      disagreement("queue-left", { ...told, message }, { action: "remove it", act: () => dropQueue(shop, queue) }),
    ];
  }
  if (await isWithin(shop, `refs/heads/${base}`, tip)) return judgeWaiting(shop, queue);
  const message = `${base} went another way than its queue, so what waits there cannot land`;
  const isKept = await isElsewhere(shop, seen, queue);
  const hint = `nothing else holds its commits: merge or remove ${queueRef(base)} by hand`;
  if (!isKept) return [disagreement("queue-stranded", { ...told, message, hint })];
  const action = "remove it; the branches keep the work, and docket integrate merges them again";
  return [disagreement("queue-stranded", { ...told, message }, { action, act: () => dropQueue(shop, queue) })];
}

async function judgeWaiting(shop: Workshop, { base }: Queue): Promise<readonly Disagreement[]> {
  const told = { subject: base, file: queueRef(base) };
  const inTheWay = await filesInTheWay(shop, base);
  if (!inTheWay.ok) return [];
  if (inTheWay.value.length > 0) {
    const message = `work waits for ${base}; in the way: ${inTheWay.value.slice(0, 5).join(", ")}`;
    const hint = "commit these files or put them aside, then reconcile again";
    return [disagreement("queue-blocked", { ...told, message, hint })];
  }
  const message = `work waits for ${base} and could land now`;
  return [disagreement("queue-waits", { ...told, message }, { action: "land it", act: () => landInTurn(shop, base) })];
}

/** Files of the base's checkout that are not committed and that the queue changes. */
async function filesInTheWay(shop: Workshop, base: string): Promise<Result<readonly string[]>> {
  const { git } = shop.backlog.world;
  const checkout = await checkoutOf(shop, base);
  if (!checkout.ok || checkout.value === undefined) return checkout.ok ? ok([]) : checkout;
  const cwd = checkout.value.folder;
  const [changed, dirty] = await Promise.all([
    gitText(git, { cwd, args: ["diff", "--name-only", "--no-renames", "-z", `refs/heads/${base}`, queueRef(base)] }),
    gitText(git, { cwd, args: ["status", "--porcelain", "--no-renames", "--untracked-files=all", "-z"] }),
  ]);
  if (!changed.ok) return changed;
  if (!dirty.ok) return dirty;
  const touched = new Set(changed.value.split("\0"));
  return ok(
    dirty.value
      .split("\0")
      .map((entry) => entry.slice(3))
      .filter((path) => path !== "" && touched.has(path)),
  );
}

async function landInTurn(shop: Workshop, base: string): Promise<Result<unknown>> {
  const turn = await holdQueue(shop, base, "reconcile");
  if (!turn.ok) return turn;
  const landed = await landAndSettle(shop, base).finally(() => turn.value.release());
  return landed.ok ? ok(null) : landed;
}

async function landAndSettle(shop: Workshop, base: string): Promise<Result<unknown>> {
  const landed = await land(shop, { id: "the queue", base });
  return landed.ok ? settleMerged(shop, base) : landed;
}

/** Only when it still stands where it was seen. */
const dropQueue = ({ backlog }: Workshop, { base, tip }: Queue): Promise<Result<unknown>> =>
  gitText(backlog.world.git, { cwd: backlog.home.root, args: ["update-ref", "-d", queueRef(base), tip] });

/** Whether everything in a queue is on other branches too, but for the merges that Docket made itself. */
async function isElsewhere(shop: Workshop, { branches }: Survey, { tip }: Queue): Promise<boolean> {
  const others = [...branches.keys()].filter((name) => !name.startsWith(PREFIX)).map((name) => `refs/heads/${name}`);
  const { git } = shop.backlog.world;
  const args = ["rev-list", "--no-merges", "--max-count=1", "--stdin"];
  const input = [tip, ...others.map((ref) => `^${ref}`), ""].join("\n");
  const alone = await gitText(git, { cwd: shop.backlog.home.root, args, input });
  return alone.ok && alone.value === "";
}
