import { shareOf } from "./_flow-back.ts";
import type { Reading } from "./_reading.ts";
import type { Own } from "./own-score.ts";
import { ageAt, receivedAt, type Scores } from "./scores.ts";
import { LEAST_EFFORT, LEAST_POINTS, MOST_POINTS } from "./tables.ts";

export type TermName =
  | "impact"
  | "time_criticality"
  | "due"
  | "risk_reduction"
  | "confidence"
  | "unblocks"
  | "aging"
  | "effort"
  | "similar_work";

/** One number of a score, and in plain words where it comes from. */
export interface Term {
  readonly name: TermName;
  readonly value: number;
  readonly source: string;
}

/** Every term of the score of one open ticket, in the order of the formula; none for a closed one. */
export function termsOf(scores: Scores, place: number): readonly Term[] {
  const own = scores.own[place];
  const ticket = scores.tickets[place];
  if (own === undefined || ticket === undefined) return [];
  const { extra, kind } = ticket;
  const usual = `the usual of ${kind === "" ? "a ticket without a kind" : `kind ${kind}`}`;
  const weight = "the weight in docket.yaml";
  return [
    pointsTerm("impact", own.impact, { text: extra.impact, usual }),
    pointsTerm("time_criticality", own.timeCriticality, { text: extra.time_criticality, usual: weight }),
    { name: "due", value: shown(own.due), source: dueSource(own, extra.due) },
    pointsTerm("risk_reduction", own.riskReduction, { text: extra.risk_reduction, usual: weight }),
    { name: "confidence", value: own.sure, source: confidenceSource(own, extra.confidence) },
    { name: "unblocks", value: shown(receivedAt(scores, place)), source: unblocksSource(scores, place) },
    {
      name: "aging",
      value: shown(ageAt(scores, place).aging),
      source: agingSource(ageAt(scores, place), ticket.created),
    },
    pointsTerm("effort", own.effort, { text: extra.effort, usual, least: LEAST_EFFORT }),
    { name: "similar_work", value: own.ratio, source: similarSource(scores, kind) },
  ];
}

/** The same numbers put into the formula. */
export function formulaOf(scores: Scores, place: number): string {
  const own = scores.own[place];
  if (own === undefined) return "";
  const { impact, timeCriticality, due, riskReduction, sure, effort, ratio } = own;
  const sum = [impact.points, timeCriticality.points, due, riskReduction.points].map(shown).join(" + ");
  const score = shown((scores.hundredths[place] ?? 0) / 100);
  const value = `(${sum}) × ${sure} + ${shown(receivedAt(scores, place))}`;
  return `(${value}) × ${shown(ageAt(scores, place).aging)} ÷ (${shown(effort.points)} × ${ratio}) = ${score}`;
}

/** Two decimals are what is compared; more would promise too much. */
export const shown = (number: number): number => Math.round(number * 100) / 100;

interface Said {
  readonly text: string | undefined;
  readonly usual: string;
  readonly least?: number;
}

function pointsTerm(name: TermName, { points, origin }: Reading, { text, usual, least = LEAST_POINTS }: Said): Term {
  const said = JSON.stringify((text ?? "").slice(0, 40));
  const sources: Readonly<Record<Reading["origin"], string>> = {
    stated: "the ticket",
    missing: usual,
    unreadable: `${usual}: the ticket says ${said}, which is no number`,
    raised: `the ticket says ${said}; less than ${least} counts as ${least}`,
    lowered: `the ticket says ${said}; more than ${MOST_POINTS} counts as ${MOST_POINTS}`,
  };
  return { name, value: shown(points), source: sources[origin] };
}

function dueSource({ daysLeft }: Own, due: string | undefined): string {
  if (due === undefined) return "no due day";
  if (daysLeft === undefined) return `due ${JSON.stringify(due.slice(0, 40))}, which is no day`;
  if (daysLeft < 0) return `due ${due}, ${inDays(-daysLeft)} ago`;
  return daysLeft === 0 ? `due ${due}, today` : `due ${due}, in ${inDays(daysLeft)}`;
}

function confidenceSource({ confidence, impact, effort }: Own, text: string | undefined): string {
  const missing = [...(isGuess(impact) ? ["impact"] : []), ...(isGuess(effort) ? ["effort"] : [])];
  if (missing.length > 0) return `low: ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not estimated`;
  if (text === undefined) return "high: impact and effort are estimated, and nothing says less";
  if (text === confidence) return `${confidence}: the ticket`;
  return `high: the ticket says ${JSON.stringify(text.slice(0, 40))}, which is none of high, medium and low`;
}

const isGuess = ({ origin }: Reading): boolean => origin === "missing" || origin === "unreadable";

function agingSource({ days }: { readonly days: number | undefined }, created: string): string {
  if (days === undefined) return "nothing says since when it is there";
  if (days < 0) return `created ${created} lies ahead; it counts as new`;
  return days === 0 ? "written today" : `${inDays(days)} since ${created.slice(0, 10)}`;
}

function similarSource({ ratios, scoring }: Scores, kind: string): string {
  if (scoring.weights.learnFrom === 0) return "docket.yaml takes what work took out of it";
  const learned = ratios.get(kind);
  if (learned === undefined) return `no done ticket of kind ${kind || "(none)"} says what it took`;
  const { from, outliers } = learned;
  const out = outliers.length === 0 ? "" : `; left out as far off: ${cut(outliers)}`;
  return `minutes per point of ${from} done ${from === 1 ? "ticket" : "tickets"} of kind ${kind}, against all${out}`;
}

const inDays = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

const MAX_NAMED = 5;

/** The first few, and how many more there are. */
function cut(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${names.slice(0, MAX_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

function unblocksSource(scores: Scores, place: number): string {
  if (scores.received.inCircle.has(place)) return "nothing: it waits for itself in a circle";
  const givers = giversOf(scores, place);
  if (givers.length === 0) return "nothing that counts waits for it";
  return cut(givers.map(({ id, points }) => `${id} (${points})`));
}

interface Giver {
  readonly id: string;
  readonly points: number;
}

/** Who waits for a ticket and what each hands on, the most first. */
function giversOf(scores: Scores, place: number): readonly Giver[] {
  const { ties, received, tickets, scoring, own } = scores;
  const givers: Giver[] = [];
  for (const [waiter, targets] of ties.waitsFor) {
    const ticket = tickets[waiter];
    if (ticket === undefined || ticket.status === "deferred" || received.inCircle.has(waiter)) continue;
    if (!targets.includes(place)) continue;
    const total = (own[waiter]?.value ?? 0) + receivedAt(scores, waiter);
    const points = shareOf(total * 1_000_000, scoring.weights.unblock, ties.unmet[waiter] ?? 0) / 1_000_000;
    givers.push({ id: ticket.id, points: shown(points) });
  }
  return givers.sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
}
