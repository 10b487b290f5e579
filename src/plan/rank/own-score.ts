import type { Planned } from "../../ticket/model.ts";
import type { Places } from "../places.ts";
import { daysBetween, type Reading, readPoints } from "./_reading.ts";
import type { Ratios } from "./actuals.ts";
import { DUE_POINTS, KIND_POINTS, LEAST_EFFORT, OTHER_POINTS } from "./tables.ts";
import type { Weights } from "./weights.ts";

/** How sure an estimate is. */
export type Confidence = "high" | "medium" | "low";

/** All that a ticket brings to its score by itself, but its age. */
export interface Own {
  readonly impact: Reading;
  readonly timeCriticality: Reading;
  readonly riskReduction: Reading;
  /** Whole days until it is due; below zero when that is over. */
  readonly daysLeft: number | undefined;
  readonly due: number;
  readonly confidence: Confidence;
  readonly sure: number;
  readonly effort: Reading;
  /** What similar work took, as a factor of its effort. */
  readonly ratio: number;
  /** What a day of delay costs, as far as the estimate can be trusted. */
  readonly value: number;
}

export interface Scoring {
  readonly now: number;
  readonly weights: Weights;
  /** Where the tickets stand, for a caller who knows it already. */
  readonly places?: Places;
}

/** Reads the terms of tickets; nothing in one can be so strange that there is no number. */
export function ownScorer(scoring: Scoring, ratios: Ratios): (ticket: Planned) => Own {
  const usual = new Map<string, Own>();
  let silent: Extra | undefined;
  return ({ extra, kind }) => {
    // Tickets without estimates mostly share one empty record: it is looked into once.
    if (extra !== silent && saysAnything(extra)) return ownScore({ extra, kind }, scoring, ratios);
    silent = extra;
    const known = usual.get(kind);
    if (known !== undefined) return known;
    const own = ownScore({ extra, kind }, scoring, ratios);
    usual.set(kind, own);
    return own;
  };
}

type Extra = Planned["extra"];

/** Most tickets of a large backlog are not estimated, and all of one kind are then the same. */
const saysAnything = ({ impact, effort, time_criticality, risk_reduction, due, confidence }: Extra): boolean =>
  (impact ?? effort ?? time_criticality ?? risk_reduction ?? due ?? confidence) !== undefined;

function ownScore({ extra, kind }: Pick<Planned, "extra" | "kind">, { now, weights }: Scoring, ratios: Ratios): Own {
  const usual = Object.hasOwn(KIND_POINTS, kind) ? (KIND_POINTS[kind] ?? OTHER_POINTS) : OTHER_POINTS;
  const impact = readPoints(extra.impact, usual.impact);
  const effort = readPoints(extra.effort, usual.effort, LEAST_EFFORT);
  const timeCriticality = readPoints(extra.time_criticality, weights.timeCriticality);
  const riskReduction = readPoints(extra.risk_reduction, weights.riskReduction);
  const since = daysBetween(extra.due, now);
  const daysLeft = since === undefined ? undefined : -since;
  const due = weights.due * duePoints(daysLeft);
  const confidence = confidenceOf(extra.confidence, isKnown(impact) && isKnown(effort));
  const sure = factorOf(confidence, weights);
  const cost = impact.points + timeCriticality.points + due + riskReduction.points;
  const ratio = ratios.get(kind)?.ratio ?? 1;
  return { impact, timeCriticality, riskReduction, daysLeft, due, confidence, sure, effort, ratio, value: cost * sure };
}

/** The later, the more: the table falls with the days left. */
export function duePoints(daysLeft: number | undefined): number {
  if (daysLeft === undefined) return 0;
  return DUE_POINTS.find(({ days }) => daysLeft <= days)?.points ?? 0;
}

const isKnown = ({ origin }: Reading): boolean => origin !== "missing" && origin !== "unreadable";

/** Where an estimate is missing it is a guess, however sure its author was of the rest. */
function confidenceOf(text: string | undefined, estimated: boolean): Confidence {
  if (!estimated || text === "low") return "low";
  return text === "medium" ? "medium" : "high";
}

function factorOf(confidence: Confidence, { mediumConfidence, lowConfidence }: Weights): number {
  if (confidence === "high") return 1;
  return confidence === "medium" ? mediumConfidence : Math.min(lowConfidence, mediumConfidence);
}

/** The factor of age: whole days since a ticket was written, below zero when that lies ahead, undefined when nobody knows. */
export function agingOf(days: number | undefined, { agingPerDay, agingMax }: Weights): number {
  return Math.min(1 + agingPerDay * Math.max(days ?? 0, 0), agingMax);
}
