/** What the owner of a backlog can turn; the key `rank` of docket.yaml, in the same words. */
export interface Weights {
  /** Time criticality of a ticket that names none. */
  readonly timeCriticality: number;
  /** Risk reduction of a ticket that names none. */
  readonly riskReduction: number;
  /** What each whole day of waiting adds to the factor of age, and where that ends. */
  readonly agingPerDay: number;
  readonly agingMax: number;
  /** How much of a day that comes near is added to time criticality; 0 takes due days out of it. */
  readonly due: number;
  /** How much of the cost of delay of what waits flows back to what it waits for. */
  readonly unblock: number;
  /** What an estimate counts that is sure only so far. */
  readonly mediumConfidence: number;
  readonly lowConfidence: number;
  /** How many done tickets of a kind it takes until what they took counts for half; 0 takes what work took out of it. */
  readonly learnFrom: number;
}

/** The weights of a backlog that says nothing. */
export const DEFAULT_WEIGHTS: Weights = {
  timeCriticality: 2,
  riskReduction: 3,
  agingPerDay: 0.1,
  agingMax: 2,
  due: 1,
  unblock: 0.5,
  mediumConfidence: 0.85,
  lowConfidence: 0.7,
  learnFrom: 5,
};
