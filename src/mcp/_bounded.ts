/** Bytes of one answer as JSON. It goes out twice, as text and as structured content: 48 kB in all. */
const ANSWER_BYTES = 24_000;

/** What says that something was left out; its bytes are kept free. */
const NOTE_BYTES = 1_000;
const MOST_NOTES = 12;
/** Less than this is no room for an event. */
const LEAST_EVENT = 400;

export type Data = Readonly<Record<string, unknown>>;

/**
 * Cuts an answer to a size: long lists lose their ends and long texts theirs, the small parts stay whole. A cut answer has
 * `truncated: true` and says by path how many items or characters are missing.
 */
export function bounded(output: unknown, limit = ANSWER_BYTES): Data {
  const whole = isData(output) ? output : { value: output };
  if (bytesOf(whole) <= limit) return whole;
  const omitted: Record<string, number> = {};
  const cut = cutObject(whole, { budget: limit - NOTE_BYTES, path: "", omitted });
  return { ...cut, truncated: true, omitted: Object.fromEntries(Object.entries(omitted).slice(0, MOST_NOTES)) };
}

interface Cut {
  readonly budget: number;
  readonly path: string;
  readonly omitted: Record<string, number>;
}

function cutValue(value: unknown, cut: Cut): unknown {
  if (bytesOf(value) <= cut.budget) return value;
  if (typeof value === "string") return cutText(value, cut);
  if (Array.isArray(value)) return cutList(value, cut);
  return isData(value) ? cutObject(value, cut) : value;
}

/** Small parts first: what they leave of their share goes to the larger ones. */
function cutObject(value: Data, { budget, path, omitted }: Cut): Data {
  const parts = Object.entries(value).map(([name, part]) => ({ name, part, bytes: bytesOf(part) }));
  const kept = new Map<string, unknown>();
  let left = budget - 2 - parts.reduce((sum, { name }) => sum + bytesOf(name) + 2, 0);
  let open = parts.length;
  for (const { name, part } of parts.toSorted((a, b) => a.bytes - b.bytes)) {
    const share = Math.floor(left / open--);
    if (share < 16 && bytesOf(part) > share) {
      omitted[`${path}${name}`] = 1;
      continue;
    }
    const whole = cutValue(part, { budget: share, path: `${path}${name}.`, omitted });
    left -= bytesOf(whole);
    kept.set(name, whole);
  }
  return Object.fromEntries(parts.filter(({ name }) => kept.has(name)).map(({ name }) => [name, kept.get(name)]));
}

/** Lists lose their ends; a thread loses its beginning, since the newest events are what a reader comes for. */
function cutList(value: readonly unknown[], { budget, path, omitted }: Cut): readonly unknown[] {
  const thread = path.endsWith("events.");
  const items = thread ? value.toReversed() : value;
  const kept: unknown[] = [];
  let left = budget - 2;
  for (const item of items) {
    const bytes = bytesOf(item) + 1;
    if (bytes > left) {
      // One item larger than its place is cut itself; in a thread that is one long comment.
      if (kept.length === 0 || (thread && left > LEAST_EVENT))
        kept.push(cutValue(item, { budget: left, path: `${path}0.`, omitted }));
      break;
    }
    kept.push(item);
    left -= bytes;
  }
  if (kept.length < value.length) omitted[path.slice(0, -1)] = value.length - kept.length;
  return thread ? kept.toReversed() : kept;
}

function cutText(value: string, { budget, path, omitted }: Cut): string {
  let end = Math.min(value.length, budget);
  while (end > 0 && bytesOf(value.slice(0, end)) > budget) end = Math.floor(end * 0.8);
  const text = value.slice(0, end).toWellFormed();
  omitted[path.slice(0, -1)] = value.length - end;
  return text;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? "");

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
