import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { err, ok, type Result } from "../../std/result.ts";
import {
  checked,
  childOf,
  entryOf,
  insertLines,
  lineEndAfter,
  lineEnding,
  lineStart,
  rootOf,
  scalar,
} from "./_epics-text.ts";
import { epicExists, epicUnknown } from "./epic-faults.ts";
import { readEpics } from "./epics.ts";

export interface NewEpic {
  readonly id: string;
  readonly title: string;
  readonly priority?: string;
  readonly description?: string;
}

/** Adds an epic at the end of the registry. Only new lines appear; every other byte stays. */
export function addEpic(text: string, epic: NewEpic): Result<string> {
  const before = readEpics(text);
  if (before.epics.some((known) => known.id === epic.id)) return err(epicExists({ id: epic.id }));
  const root = rootOf(text);
  const list = root === undefined ? undefined : childOf(root, "epics");
  const lines = entryLines(epic);
  const next =
    isSeq(list) && list.items.length > 0 ? appendEntry(text, list, lines) : firstEntry(text, { root, lines });
  const wanted = [...before.epics.map(({ id }) => id), epic.id];
  return checked(text, next, (epics) => epics.map(({ id }) => id).join() === wanted.join());
}

export interface QueueChange {
  readonly epic: string;
  readonly ticket: string;
  /** Place in the queue from 0; at the end when absent. */
  readonly at?: number;
}

/** Puts a ticket into an epic's queue (moving it when it is there). Only the queue's own lines change. */
export function enqueue(text: string, { epic, ticket, at }: QueueChange): Result<string> {
  return changeQueue(text, epic, (queue) => {
    const others = queue.filter((entry) => entry !== ticket);
    const place = Math.min(Math.max(at ?? others.length, 0), others.length);
    return [...others.slice(0, place), ticket, ...others.slice(place)];
  });
}

/** Takes a ticket out of an epic's queue; fine when it is not in it. */
export function dequeue(text: string, { epic, ticket }: Omit<QueueChange, "at">): Result<string> {
  return changeQueue(text, epic, (queue) => queue.filter((entry) => entry !== ticket));
}

function changeQueue(
  text: string,
  id: string,
  change: (queue: readonly string[]) => readonly string[],
): Result<string> {
  const { epics } = readEpics(text);
  const epic = epics.find((known) => known.id === id);
  if (epic === undefined) return err(epicUnknown({ id, known: epics.map((known) => known.id) }));
  const queue = change(epic.queue);
  if (queue.join("\n") === epic.queue.join("\n")) return ok(text);
  const entry = entryOf(text, id);
  const next = entry === undefined ? undefined : writeQueue(text, entry, queue);
  return checked(
    text,
    next,
    (after) => same(after.find((known) => known.id === id)?.queue, queue) && after.length === epics.length,
  );
}

function entryLines({ id, title, priority, description }: NewEpic): readonly string[] {
  return [
    `- id: ${scalar(id)}`,
    `  title: ${scalar(title)}`,
    `  priority: ${scalar(priority ?? "P2")}`,
    "  status: active",
    ...(description === undefined ? [] : [`  description: ${scalar(description)}`]),
    "  queue: []",
  ];
}

function appendEntry(text: string, list: YAMLSeq.Parsed, lines: readonly string[]): string | undefined {
  const first = list.items[0];
  const last = list.items.at(-1);
  if (list.flow === true || first === undefined || last === undefined || !isMap(first)) return undefined;
  const dash = text.slice(lineStart(text, first.range[0]), first.range[0]);
  if (!/^ *- +$/.test(dash)) return undefined;
  return insertLines(
    text,
    lineEndAfter(text, last.range[1]),
    lines.map((line) => dash.slice(0, dash.indexOf("-")) + line),
  );
}

/** The list is empty, null or missing. */
function firstEntry(
  text: string,
  { root, lines }: { root: YAMLMap.Parsed | undefined; lines: readonly string[] },
): string | undefined {
  const indented = lines.map((line) => `  ${line}`);
  const pair = root?.items.find(({ key }) => isScalar(key) && key.value === "epics");
  if (pair === undefined) return insertLines(text, text.length, ["epics:", ...indented]);
  const { value } = pair;
  if (isSeq(value) && value.flow === true && value.items.length === 0) {
    const [start, end] = value.range;
    const rest = text.slice(0, start).trimEnd() + text.slice(end);
    return insertLines(rest, lineEndAfter(rest, pair.key.range[1]), indented);
  }
  if (isScalar(value) && value.value === null && value.source === "")
    return insertLines(text, lineEndAfter(text, pair.key.range[1]), indented);
  return undefined;
}

function writeQueue(text: string, entry: YAMLMap.Parsed, queue: readonly string[]): string | undefined {
  if (entry.flow === true || childOf(entry, "wo_queue") !== undefined) return undefined;
  const flow = `[${queue.map(scalar).join(", ")}]`;
  const node = childOf(entry, "queue");
  if (node === undefined) {
    const column = text.slice(lineStart(text, entry.range[0]), entry.range[0]).replace(/[^ ]/g, " ");
    const last = entry.items.at(-1);
    const end = last?.value?.range[1] ?? last?.key.range[1];
    return end === undefined ? undefined : insertLines(text, lineEndAfter(text, end), [`${column}queue: ${flow}`]);
  }
  if (isSeq(node) && node.flow !== true) return writeBlockQueue(text, node, queue);
  const [start, end] = node.range;
  const gap = text[start - 1] === ":" ? " " : "";
  return text.slice(0, start) + gap + flow + text.slice(end);
}

/** One line an entry: the lines of entries that stay are carried along with their comments. */
function writeBlockQueue(text: string, list: YAMLSeq.Parsed, queue: readonly string[]): string | undefined {
  const { items } = list;
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const start = lineStart(text, first.range[0]);
  const end = lineEndAfter(text, last.range[1]);
  const dash = text.slice(start, first.range[0]);
  if (!/^ *- +$/.test(dash) || queue.length === 0)
    return queue.length === 0 ? emptied(text, { start, end }) : undefined;
  const kept = new Map<string, string>();
  let from = start;
  for (const item of items) {
    const to = lineEndAfter(text, item.range[1]);
    if (isScalar(item)) kept.set(String(item.value), text.slice(from, to));
    from = to;
  }
  const eol = lineEnding(text);
  const lines = queue.map((id) => kept.get(id) ?? `${dash}${scalar(id)}${eol}`);
  return (
    text.slice(0, start) + lines.map((line) => (line.endsWith("\n") ? line : line + eol)).join("") + text.slice(end)
  );
}

/** `queue:` stays, its entries give way to an empty list. */
function emptied(text: string, { start, end }: { start: number; end: number }): string {
  const before = text.slice(0, start).trimEnd();
  return `${before} []${lineEnding(text)}${text.slice(end)}`;
}

const same = (left: readonly string[] | undefined, right: readonly string[]): boolean =>
  left?.join("\n") === right.join("\n");
