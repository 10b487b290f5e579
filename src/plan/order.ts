import type { Summary } from "../ticket/model.ts";

/** Places of tickets in the queues of their epics: the smaller the earlier. Made by queuePositions. */
export type QueuePositions = ReadonlyMap<string, number>;

/** What the order looks at. */
export type Ordered = Pick<Summary, "id" | "status" | "priority" | "created" | "extra">;

/**
 * The order of `ready` and `next`: the stage (what is nearer to being worked on first), priority, place in the epic's queue,
 * due date, age, id. Total: two different ids are never equal, so the same tickets always come in the same order.
 */
export function byNext(a: Ordered, b: Ordered, queue?: QueuePositions): number {
  return (
    stage(a.status) - stage(b.status) ||
    urgency(a.priority) - urgency(b.priority) ||
    (queue === undefined ? 0 : place(queue, a.id) - place(queue, b.id)) ||
    lastIfEmpty(a.extra.due, b.extra.due) ||
    lastIfEmpty(a.created, b.created) ||
    compare(a.id, b.id)
  );
}

const STAGES: readonly string[] = ["ready", "refined", "new", "doing", "review", "blocked", "deferred"];
const PRIORITIES: readonly string[] = ["P0", "P1", "P2", "P3"];

const stage = (status: string): number => rank(STAGES, status);
/** A priority nobody knows is not urgent, but it is not lost either: it comes after the known ones. */
const urgency = (priority: string): number => rank(PRIORITIES, priority);

function rank(known: readonly string[], word: string): number {
  const index = known.indexOf(word);
  return index === -1 ? known.length : index;
}

const LAST = 1_000_000_000;
const place = (queue: QueuePositions, id: string): number => queue.get(id) ?? LAST;

function lastIfEmpty(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a ?? "", b ?? ""];
  if (left === right) return 0;
  if (left === "") return 1;
  return right === "" ? -1 : compare(left, right);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
