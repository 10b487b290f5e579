import { parseJson } from "../../std/json.ts";
import { type OutcomeState, outcomeState } from "../outcome-states.ts";
import { isRecord, textIn } from "./export-ticket.ts";

/** What a plan tells of how it ended. Where it lies is no such word: a folder is moved without any proof. */
export interface PlanOutcome {
  readonly state: OutcomeState;
  /** What it is about, where it says so: a case, or the plan it repeats. */
  readonly identity: string | undefined;
}

const START = "backlog-outcome:start";
const END = "backlog-outcome:end";
/** Behind the name of the plan's file. */
export const SIDECAR = ".outcome.json";

/** Reads the outcome beside a plan, else the one between the marks in it; undefined when neither tells of a state. */
export function planOutcome(text: string, sidecar?: string): PlanOutcome | undefined {
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  const inside = start < 0 || end < 0 ? undefined : text.slice(start + START.length, end);
  return (sidecar === undefined ? undefined : read(sidecar)) ?? (inside === undefined ? undefined : read(inside));
}

function read(text: string): PlanOutcome | undefined {
  const body = text.replaceAll(/^ {0,3}(?:```|~~~).*$|-->|<!--/gm, "").trim();
  const json = parseJson(body);
  const inner = isRecord(json) && isRecord(json.outcome) ? json.outcome : json;
  if (!isRecord(inner)) {
    const [, state] = /^\s*(?:[-*]\s+)?state:\s*["'`]?([a-z_]+)/m.exec(body) ?? [];
    return state === undefined ? undefined : { state: known(state), identity: undefined };
  }
  const state = textIn(inner, "state") ?? textIn(inner, "outcome_state");
  const identity = textIn(inner, "case_id") ?? textIn(inner, "root_case_id") ?? textIn(inner, "related_identity");
  return state === undefined ? undefined : { state: known(state), identity };
}

/** A word that is no state says only that something was written there. */
const known = (word: string): OutcomeState => outcomeState(word) ?? "integrity_unknown";
