/*
 *  planned ─▶ implemented ─▶ tests_verified ─▶ original_scenario_verified ─▶ live_verified ─▶ resolved
 *      └──────────┴──────────────┴───────────────────┴────────────────────────────┴──▶ mitigated, unverified ─▶ back
 *  integrity_unknown ─▶ unverified, duplicate, superseded
 */

export const OUTCOME_STATES = [
  "planned",
  "implemented",
  "tests_verified",
  "original_scenario_verified",
  "live_verified",
  "resolved",
  "mitigated",
  "duplicate",
  "superseded",
  "unverified",
  "integrity_unknown",
] as const;
export type OutcomeState = (typeof OUTCOME_STATES)[number];

/** Where an outcome can go from each state. Nothing leads out of the last three. */
export const OUTCOME_MOVES: Readonly<Record<OutcomeState, readonly OutcomeState[]>> = {
  planned: ["implemented", "tests_verified", "mitigated", "unverified"],
  implemented: ["tests_verified", "mitigated", "unverified"],
  tests_verified: ["original_scenario_verified", "live_verified", "resolved", "mitigated", "unverified"],
  original_scenario_verified: ["live_verified", "resolved", "mitigated", "unverified"],
  live_verified: ["resolved", "mitigated", "unverified"],
  mitigated: ["tests_verified", "original_scenario_verified", "live_verified", "resolved", "unverified"],
  unverified: ["implemented", "tests_verified", "original_scenario_verified", "live_verified", "mitigated"],
  integrity_unknown: ["unverified", "duplicate", "superseded"],
  resolved: [],
  duplicate: [],
  superseded: [],
};

/** What must be there before an outcome may be in a state. */
export interface OutcomeGuards {
  /** The branch it was merged into, and the commit. */
  readonly merge?: true;
  /** A piece of evidence given with the move that says passed. */
  readonly passed?: true;
  /** Such a piece, now or earlier. */
  readonly everPassed?: true;
  /** A look whether the problem came back. */
  readonly recurrence?: true;
  /** The one it repeats, or that took its place. */
  readonly related?: true;
}

export const OUTCOME_GUARDS: Readonly<Record<OutcomeState, OutcomeGuards>> = {
  planned: {},
  implemented: { merge: true },
  tests_verified: { merge: true, passed: true },
  original_scenario_verified: { merge: true, passed: true },
  live_verified: { merge: true, passed: true },
  resolved: { merge: true, everPassed: true, recurrence: true },
  mitigated: { merge: true },
  duplicate: { related: true },
  superseded: { related: true },
  unverified: {},
  integrity_unknown: {},
};

/** Reads a state; undefined for any other word. */
export const outcomeState = (word: string): OutcomeState | undefined => OUTCOME_STATES.find((state) => state === word);
