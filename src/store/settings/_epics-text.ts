import { isMap, isScalar, isSeq, type ParsedNode, parseDocument, stringify, type YAMLMap } from "yaml";
import { err, ok, type Result } from "../../std/result.ts";
import { epicsNotEditable } from "./epic-faults.ts";
import { type Epic, readEpics } from "./epics.ts";

/** An edit is believed only when the new text reads as what was meant, without a new problem (checks in pairs). */
export function checked(
  before: string,
  after: string | undefined,
  meant: (epics: readonly Epic[]) => boolean,
): Result<string> {
  const problem = readEpics(before).problems[0];
  if (problem !== undefined) return err(epicsNotEditable({ reason: `line ${problem.line}: ${problem.message}` }));
  if (after === undefined) return err(epicsNotEditable({ reason: "it is written in an unusual way" }));
  const { epics, problems } = readEpics(after);
  return problems.length === 0 && meant(epics)
    ? ok(after)
    : err(epicsNotEditable({ reason: "it is written in an unusual way" }));
}

/** Always one line, quoted only where YAML would read something else. */
export function scalar(value: string): string {
  return stringify(value, { lineWidth: 0, blockQuote: false }).trimEnd();
}

export function rootOf(text: string): YAMLMap.Parsed | undefined {
  const { contents } = parseDocument(text, { prettyErrors: false });
  return isParsedMap(contents) ? contents : undefined;
}

export function entryOf(text: string, id: string): YAMLMap.Parsed | undefined {
  const root = rootOf(text);
  const list = root === undefined ? undefined : childOf(root, "epics");
  if (!isSeq(list)) return undefined;
  for (const item of list.items) {
    if (!isParsedMap(item)) continue;
    const key = childOf(item, "id");
    if (isScalar(key) && key.value === id) return item;
  }
  return undefined;
}

export function childOf(map: YAMLMap.Parsed, name: string): ParsedNode | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name)?.value ?? undefined;
}

export function insertLines(text: string, at: number, lines: readonly string[]): string {
  const eol = lineEnding(text);
  const before = text.slice(0, at);
  const gap = before === "" || before === "\uFEFF" || before.endsWith("\n") ? "" : eol;
  return before + gap + lines.map((line) => line + eol).join("") + text.slice(at);
}

export const lineEnding = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;
/** Offset after the line break of the line that holds the last character before `offset`. */
export function lineEndAfter(text: string, offset: number): number {
  const end = text.indexOf("\n", Math.max(offset - 1, 0));
  return end === -1 ? text.length : end + 1;
}

/** What was parsed holds parsed nodes only. */
export const isParsedMap = (node: ParsedNode | null): node is YAMLMap.Parsed => isMap(node);
