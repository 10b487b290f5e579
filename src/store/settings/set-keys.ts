import { isScalar } from "yaml";
import { err, ok, type Result } from "../../std/result.ts";
import { childOf, insertLines, isParsedMap, lineEnding, rootOf, scalar } from "./_epics-text.ts";
import { readSettings } from "./read.ts";
import { settingsNotEditable } from "./settings-faults.ts";

export interface GroupChange {
  /** A group at the top of docket.yaml. */
  readonly group: string;
  /** Keys of it, each with the text that shall stand there. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Sets keys of one group of docket.yaml. Only their own lines change; a key that stands there as a comment is taken out of it. */
export function setKeys(text: string, { group, keys }: GroupChange): Result<string> {
  let next = text;
  for (const [key, value] of Object.entries(keys)) {
    const changed = setKey(next, { group, key, value });
    if (!changed.ok) return changed;
    next = changed.value;
  }
  return ok(next);
}

interface KeyChange {
  readonly group: string;
  readonly key: string;
  readonly value: string;
}

/** The ways a key may be written, the nearest first; the first after which the file reads as is meant counts (checks in pairs). */
function setKey(text: string, change: KeyChange): Result<string> {
  for (const way of [inPlace, outOfComment, inGroup, atEnd]) {
    const next = way(text, change);
    if (next !== undefined && readsAsMeant(text, next, change)) return ok(next);
  }
  return err(settingsNotEditable({ key: `${change.group}.${change.key}`, value: change.value }));
}

function inPlace(text: string, { group, key, value }: KeyChange): string | undefined {
  const node = nodeAt(text, group, key);
  if (!isScalar(node) || node.range === undefined || node.range === null) return undefined;
  return text.slice(0, node.range[0]) + scalar(value) + text.slice(node.range[1]);
}

/** As `docket init` leaves them: `  # key: …` below `group:` or `# group:`. */
function outOfComment(text: string, { group, key, value }: KeyChange): string | undefined {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => new RegExp(`^(?:# )?${group}:\\s*$`).test(line));
  if (head < 0) return undefined;
  const length = lines.slice(head + 1).findIndex((line) => !/^ {2}\S/.test(line));
  const end = length < 0 ? lines.length : head + 1 + length;
  const at = lines.findIndex((line, row) => row > head && row < end && line.startsWith(`  # ${key}:`));
  if (at < 0) return undefined;
  const note = /\s# [\w |]+$/.exec((lines[at] ?? "").trimEnd())?.[0] ?? "";
  const cr = text.includes("\r\n") ? "\r" : "";
  const changed = lines.with(head, `${group}:${cr}`).with(at, `  ${key}: ${scalar(value)}${note}${cr}`);
  return changed.join("\n");
}

function inGroup(text: string, { group, key, value }: KeyChange): string | undefined {
  const head = new RegExp(`^${group}:[ \\t]*\\r?\\n`, "m").exec(text);
  return head === null ? undefined : insertLines(text, head.index + head[0].length, [`  ${key}: ${scalar(value)}`]);
}

const atEnd = (text: string, { group, key, value }: KeyChange): string =>
  insertLines(text, text.length, [`${group}:${lineEnding(text)}  ${key}: ${scalar(value)}`]);

/** The key has its value, every other key the one it had, and nothing new is wrong. */
function readsAsMeant(before: string, after: string, { group, key, value }: KeyChange): boolean {
  const [old, now] = [readSettings(before), readSettings(after)];
  if (now.problems.length > old.problems.length) return false;
  const wanted = Object.entries(old.settings).map(([name, held]) => {
    return [name, name === group && typeof held === "object" ? { ...held, [key]: value } : held];
  });
  return JSON.stringify(now.settings) === JSON.stringify(Object.fromEntries(wanted));
}

function nodeAt(text: string, group: string, key: string) {
  const root = rootOf(text);
  const map = root === undefined ? undefined : childOf(root, group);
  return map !== undefined && isParsedMap(map) ? childOf(map, key) : undefined;
}
