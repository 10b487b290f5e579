import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { parseInstant } from "../ticket/instant.ts";
import { compareTexts } from "./_compare.ts";
import { MAX_OUTCOME_CHARS } from "./limits.ts";
import type { EvidenceItem, Merge, OutcomeChange, OutcomeRecord } from "./outcome.ts";
import { OUTCOME_STATES, type OutcomeState, outcomeState } from "./outcome-states.ts";

/** The records of one ticket, the oldest first: another one begins when a problem comes back after its end, or is merged anew. */
export type Outcomes = readonly OutcomeRecord[];

/** Reads a file of outcomes; else says why it is none. */
export function readOutcomes(text: string): Result<Outcomes, string> {
  if (text.length > MAX_OUTCOME_CHARS) return err(`it is longer than ${MAX_OUTCOME_CHARS} characters`);
  const value = parseJson(text);
  if (!isRecord(value) || !Array.isArray(value.outcomes)) return err("it is no JSON object with a list of outcomes");
  const records: readonly unknown[] = value.outcomes;
  return records.every(isOutcome) ? ok(records) : err("one of its outcomes lacks something, or has it in another form");
}

/** The text of a file of outcomes: the same records, the same bytes. */
export const printOutcomes = (outcomes: Outcomes): string =>
  `${JSON.stringify({ outcomes: outcomes.map(inOrder) }, undefined, 2)}\n`;

/**
 * Two clones' versions of the records of one ticket. Histories and evidence are united, so that nothing is lost; the state is that of
 * the latest move, with all that had to show it. Swapping the sides changes nothing.
 */
export function mergeOutcomes(first: Outcomes, second: Outcomes): Outcomes {
  const count = Math.max(first.length, second.length);
  return Array.from({ length: count }, (_, at) => [first[at], second[at]]).flatMap(([one, other]) => {
    if (one === undefined || other === undefined) return one ?? other ?? [];
    return [mergeOne(one, other)];
  });
}

/** Every part is the greatest by an order of its own, so that it makes no difference who merges with whom first. */
function mergeOne(one: OutcomeRecord, other: OutcomeRecord): OutcomeRecord {
  if (textOf(one) === textOf(other)) return one;
  const late = compareTexts(lastOf(one), lastOf(other)) > 0 ? one : other;
  const known = new Map(Object.entries(one));
  const parts = Object.entries(other).filter(([key, value]) => byText(value, known.get(key) ?? "") > 0);
  const history = united(one.history, other.history).sort(
    (a, b) => compareTexts(a.at, b.at) || compareTexts(rankOf(a.to), rankOf(b.to)) || byText(a, b),
  );
  const evidence = united(one.evidence, other.evidence).sort(byText);
  return { ...other, ...one, ...Object.fromEntries(parts), state: late.state, evidence, history };
}

/** When a record moved last; of two at the same time the state further down the list counts. */
const lastOf = ({ history, state }: OutcomeRecord): string => `${history.at(-1)?.at ?? ""} ${rankOf(state)}`;

/** Moves of one second stand in the order of the states, which is the way most of them go. */
const rankOf = (state: OutcomeState): string => String(OUTCOME_STATES.indexOf(state)).padStart(2, "0");

function united<Item>(one: readonly Item[], other: readonly Item[]): Item[] {
  return [...new Map([...one, ...other].map((item) => [textOf(item), item])).values()];
}

const textOf = (value: unknown): string => JSON.stringify(value);
const byText = (a: unknown, b: unknown): number => compareTexts(textOf(a), textOf(b));

/** Known keys first and always in one order; what we do not know is kept behind them, by name. */
function inOrder(record: OutcomeRecord): object {
  const { identity, scope, state, merge, related, recurrenceCheck, evidence, history, ...rest } = record;
  const unknown = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => compareTexts(a, b)));
  return { identity, scope, state, merge, related, recurrenceCheck, evidence, history, ...unknown };
}

const isOutcome = (value: unknown): value is OutcomeRecord =>
  isRecord(value) &&
  isWord(value.identity) &&
  (value.scope === "case" || value.scope === "plan_copy") &&
  isState(value.state) &&
  (value.merge === undefined || isMerge(value.merge)) &&
  isList(value.evidence, isItem) &&
  isList(value.history, isChange) &&
  [value.recurrenceCheck, value.related].every(isTextOrNone);

const isMerge = (value: unknown): value is Merge =>
  isRecord(value) && isWord(value.targetBranch) && isWord(value.mergedCommit);

const isItem = (value: unknown): value is EvidenceItem =>
  isRecord(value) &&
  isWord(value.kind) &&
  isWord(value.reference) &&
  ["passed", "failed", "unknown"].some((result) => result === value.result);

const isChange = (value: unknown): value is OutcomeChange =>
  isRecord(value) &&
  isState(value.to) &&
  (value.from === undefined || isState(value.from)) &&
  typeof value.at === "string" &&
  parseInstant(value.at) !== undefined &&
  typeof value.by === "string" &&
  isTextOrNone(value.reason);

const isState = (value: unknown): boolean => typeof value === "string" && outcomeState(value) !== undefined;
const isWord = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === "string";
const isList = (value: unknown, fits: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(fits);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
