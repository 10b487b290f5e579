import type { Planned } from "../ticket/model.ts";

/** Places of tickets in the queues of their epics: the smaller the earlier. Made by queuePositions. */
export type QueuePositions = ReadonlyMap<string, number>;

/** What the order looks at. */
export type Ordered = Pick<Planned, "id" | "status" | "priority" | "created" | "extra">;

/**
 * The order of `ready` and `next`: the stage (what is nearer to being worked on first), priority, place in the epic's queue,
 * due date, age, id. Total: two different ids are never equal, so the same tickets always come in the same order.
 */
export function byNext(a: Ordered, b: Ordered, queue?: QueuePositions): number {
  const [left, right] = [nextKey(a, queue), nextKey(b, queue)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Sorts by `byNext`, making each key once: on thousands of tickets comparing is most of the work. */
export function sortByNext<T>(
  items: readonly T[],
  orderedOf: (item: T) => Ordered,
  queue?: QueuePositions,
): readonly T[] {
  const keyed = items.map((item) => ({ item, key: nextKey(orderedOf(item), queue) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}

/** The same for the places of some tickets in a list. */
export function sortPlaces(
  tickets: readonly Ordered[],
  places: readonly number[],
  queue?: QueuePositions,
): readonly number[] {
  const found = places.flatMap((place) => {
    const ticket = tickets[place];
    return ticket === undefined ? [] : [{ place, ticket }];
  });
  return sortByNext(found, ({ ticket }) => ticket, queue).map(({ place }) => place);
}

/** What is empty comes after everything that is not. */
const LAST = "\uffff";
const QUEUE_DIGITS = 10;

/** The order as one text: its parts in turn, each ended by a character that sorts before all others. */
function nextKey({ id, status, priority, created, extra }: Ordered, queue?: QueuePositions): string {
  const place = queue?.get(id);
  const queued = place === undefined ? LAST : String(place).padStart(QUEUE_DIGITS, "0");
  return `${rank(STAGES, status)}${rank(PRIORITIES, priority)}${queued}\0${extra.due || LAST}\0${created || LAST}\0${id}`;
}

const STAGES: readonly string[] = ["ready", "refined", "new", "doing", "review", "blocked", "deferred"];
const PRIORITIES: readonly string[] = ["P0", "P1", "P2", "P3"];

/** What nobody knows is not urgent, but it is not lost either: it comes after the known. */
function rank(known: readonly string[], word: string): number {
  const index = known.indexOf(word);
  return index === -1 ? known.length : index;
}
