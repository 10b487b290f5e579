import { err, ok, type Result } from "../std/result.ts";
import type { Instant } from "../ticket/model.ts";
import { outcomeFixed, outcomeMoveRefused, outcomeUnproven } from "./faults.ts";
import { OUTCOME_GUARDS, OUTCOME_MOVES, type OutcomeState } from "./outcome-states.ts";

/** What became of a problem, and what shows it. A moved file or a changed status word is never such a showing. */
export interface OutcomeRecord {
  /** What it is about: a case, a ticket. It never changes. */
  readonly identity: string;
  /** The problem itself, or one written plan for it. */
  readonly scope: "case" | "plan_copy";
  readonly state: OutcomeState;
  /** How the change got in. Once known it never changes. */
  readonly merge?: Merge;
  readonly evidence: readonly EvidenceItem[];
  /** What was looked at to see that the problem did not come back. */
  readonly recurrenceCheck?: string;
  /** The identity that this one repeats, or that took its place. */
  readonly related?: string;
  /** Oldest first; it only grows. */
  readonly history: readonly OutcomeChange[];
}

export interface Merge {
  readonly targetBranch: string;
  readonly mergedCommit: string;
}

export interface EvidenceItem {
  /** `test`, `command`, `observation` … */
  readonly kind: string;
  /** Where it can be looked up: a run, a verdict, a URL. */
  readonly reference: string;
  readonly result: "passed" | "failed" | "unknown";
}

export interface OutcomeChange {
  readonly from?: OutcomeState;
  readonly to: OutcomeState;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string;
}

/** What somebody says happened, with what shows it. */
export interface OutcomeMove {
  readonly to: OutcomeState;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string;
  readonly identity?: string;
  readonly merge?: Merge;
  readonly evidence?: readonly EvidenceItem[];
  readonly recurrenceCheck?: string;
  readonly related?: string;
}

/** Begins the record of an outcome. It may begin as anything that needs no history: what is known of it has to be there all the same. */
export function openOutcome(
  { identity, scope }: Pick<OutcomeRecord, "identity" | "scope">,
  move: OutcomeMove,
): Result<OutcomeRecord> {
  const allowed: readonly OutcomeState[] = ["planned", "unverified", "integrity_unknown", "duplicate", "superseded"];
  if (!allowed.includes(move.to)) return err(outcomeMoveRefused({ from: "not begun", to: move.to, allowed }));
  const empty: OutcomeRecord = { identity, scope, state: move.to, evidence: [], history: [] };
  return guarded(withMove(empty, move, []), move);
}

/** Moves an outcome along the table, if what has to show it is there. */
export function moveOutcome(record: OutcomeRecord, move: OutcomeMove): Result<OutcomeRecord> {
  const allowed = OUTCOME_MOVES[record.state];
  if (!allowed.includes(move.to)) return err(outcomeMoveRefused({ from: record.state, to: move.to, allowed }));
  const fixed = changedFixed(record, move);
  if (fixed !== undefined) return err(outcomeFixed(fixed));
  return guarded(withMove(record, move, [record.state]), move);
}

/** Whether a problem with this outcome needs no ticket when it is seen. Only an end of the problem itself counts, not of one plan. */
export function suppresses({ scope, state }: Pick<OutcomeRecord, "scope" | "state">): boolean {
  return scope === "case" && (state === "resolved" || state === "duplicate" || state === "superseded");
}

/** Where a record can go, and what is still missing for each of these moves. */
export function nextMoves(
  record: OutcomeRecord,
): readonly { readonly to: OutcomeState; readonly missing: string | undefined }[] {
  return OUTCOME_MOVES[record.state].map((to) => ({
    to,
    missing: missingFor({ ...record, state: to }, {}),
  }));
}

function withMove(record: OutcomeRecord, move: OutcomeMove, [from]: readonly OutcomeState[]): OutcomeRecord {
  const { to, at, by, reason } = move;
  const [merge, recurrenceCheck] = [record.merge ?? move.merge, move.recurrenceCheck ?? record.recurrenceCheck];
  const related = record.related ?? move.related;
  const change = { ...(from === undefined ? {} : { from }), to, at, by, ...(reason === undefined ? {} : { reason }) };
  return {
    ...record,
    state: to,
    ...(merge === undefined ? {} : { merge }),
    evidence: [...record.evidence, ...(move.evidence ?? [])],
    ...(recurrenceCheck === undefined ? {} : { recurrenceCheck }),
    ...(related === undefined ? {} : { related }),
    history: [...record.history, change],
  };
}

function guarded(record: OutcomeRecord, move: OutcomeMove): Result<OutcomeRecord> {
  const missing = missingFor(record, move);
  return missing === undefined ? ok(record) : err(outcomeUnproven({ to: move.to, missing }));
}

function missingFor(record: OutcomeRecord, { evidence, recurrenceCheck }: Partial<OutcomeMove>): string | undefined {
  const { state, merge, related, identity } = record;
  const guards = OUTCOME_GUARDS[state];
  const hasMerge = isSaid(merge?.targetBranch) && isSaid(merge?.mergedCommit);
  if (guards.merge && !hasMerge) return "the branch it was merged into and the merged commit";
  if (guards.passed && !(evidence ?? []).some(isPassed)) return "a piece of evidence of its own that passed";
  if (guards.everPassed && !record.evidence.some(isPassed)) return "a piece of evidence that passed";
  if (guards.recurrence && !isSaid(recurrenceCheck)) return "a look whether the problem came back";
  if (guards.related && (!isSaid(related) || related === identity)) return "the identity that it belongs to";
  return undefined;
}

/** Kinds of evidence that show nothing: a plan moved to another folder, a status that somebody wrote. */
const NO_PROOF: ReadonlySet<string> = new Set(["folder", "bucket", "move", "status", "word"]);

const isPassed = ({ kind, reference, result }: EvidenceItem): boolean =>
  result === "passed" && isSaid(kind) && isSaid(reference) && !NO_PROOF.has(kind.trim().toLowerCase());

const isSaid = (text: string | undefined): boolean => text !== undefined && text.trim() !== "";

/** The first of the things that never change which the move would change. */
function changedFixed(record: OutcomeRecord, move: OutcomeMove) {
  const pairs = [
    { field: "identity", was: record.identity, asked: move.identity },
    { field: "merge.targetBranch", was: record.merge?.targetBranch, asked: move.merge?.targetBranch },
    { field: "merge.mergedCommit", was: record.merge?.mergedCommit, asked: move.merge?.mergedCommit },
    { field: "related", was: record.related, asked: move.related },
  ];
  for (const { field, was, asked } of pairs) {
    if (was !== undefined && asked !== undefined && was !== asked) return { field, was, asked };
  }
  return undefined;
}
