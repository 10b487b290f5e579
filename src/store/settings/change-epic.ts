import { isScalar, type YAMLMap } from "yaml";
import { err, ok, type Result } from "../../std/result.ts";
import { checked, childOf, entryOf, insertLines, lineEndAfter, lineStart, scalar } from "./_epics-text.ts";
import { epicUnknown } from "./epic-faults.ts";
import { type Epic, readEpics } from "./epics.ts";

/** What of an epic is to be something else; absent fields stay. */
export type EpicFields = Partial<Pick<Epic, "title" | "priority" | "status">>;

/** Changes fields of an epic. Only the values themselves change; comments and every other line stay. */
export function changeEpic(text: string, id: string, fields: EpicFields): Result<string> {
  const { epics } = readEpics(text);
  const epic = epics.find((known) => known.id === id);
  if (epic === undefined) return err(epicUnknown({ id, known: epics.map((known) => known.id) }));
  const changed = Object.entries(fields).filter(([key, value]) =>
    Object.entries(epic).every(([own, had]) => own !== key || had !== value),
  );
  if (changed.length === 0) return ok(text);
  let next: string | undefined = text;
  for (const [key, value] of changed) next = next === undefined ? undefined : setValue(next, id, { key, value });
  const wanted = { ...epic, ...fields };
  return checked(text, next, (after) => {
    const found = after.find((known) => known.id === id);
    const same = found?.title === wanted.title && found.priority === wanted.priority && found.status === wanted.status;
    return same && after.length === epics.length;
  });
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** Undefined where the entry is written in a way this edit does not know. */
function setValue(text: string, id: string, { key, value }: Pair): string | undefined {
  const entry = entryOf(text, id);
  if (entry === undefined || entry.flow === true) return undefined;
  const node = childOf(entry, key);
  if (node === undefined) return addPair(text, entry, { key, value });
  if (!isScalar(node) || node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL") return undefined;
  const [start, end] = node.range;
  const gap = text[start - 1] === ":" ? " " : "";
  return text.slice(0, start) + gap + scalar(value) + text.slice(end);
}

/** A new line after the epic's id. */
function addPair(text: string, entry: YAMLMap.Parsed, { key, value }: Pair): string | undefined {
  const id = childOf(entry, "id");
  if (id === undefined) return undefined;
  const column = text.slice(lineStart(text, entry.range[0]), entry.range[0]).replace(/[^ ]/g, " ");
  return insertLines(text, lineEndAfter(text, id.range[1]), [`${column}${key}: ${scalar(value)}`]);
}
