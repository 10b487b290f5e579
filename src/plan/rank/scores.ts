import type { Planned } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { placesOf } from "../places.ts";
import { flowBack, NO_BAND, type Received } from "./_flow-back.ts";
import { daysBetween, dayText } from "./_reading.ts";
import { type Ties, tiesOf } from "./_ties.ts";
import { learnRatios, type Ratios } from "./actuals.ts";
import { agingOf, type Own, ownScorer, type Scoring } from "./own-score.ts";

/** The scores of all open tickets, with everything needed to say where one came from. */
export interface Scores {
  readonly tickets: readonly Planned[];
  readonly scoring: Scoring;
  /** By place: what each open ticket brings by itself. */
  readonly own: readonly (Own | undefined)[];
  readonly ties: Ties;
  readonly received: Received;
  readonly ratios: Ratios;
  /** By place: hundredths of a point, as they are compared and shown; 0 for what is closed. */
  readonly hundredths: Float64Array;
  /** By place: priority with what is inherited, from 0, the most pressing, to LAST_BAND. */
  readonly bands: Uint8Array;
}

const MILLION = 1_000_000;
const PRIORITIES: readonly string[] = ["P0", "P1", "P2", "P3"];
/** Each priority has two bands: of one's own, then inherited from what waits; what nobody knows comes last. */
export const LAST_BAND = 2 * PRIORITIES.length;

/**
 * Scores every open ticket, in time that grows with tickets and ties together:
 *
 *   value = (impact + time criticality + due + risk reduction) × confidence
 *   score = (value + what flows back from what waits for it) × age ÷ (effort × what similar work took)
 */
export function scoreTickets(
  tickets: readonly Planned[],
  scoring: Scoring,
  ratios: Ratios = learnRatios(tickets, scoring.weights),
): Scores {
  const ownOf = ownScorer(scoring, ratios);
  const agingSince = agingCounter(scoring);
  const own = tickets.map((ticket) => (isOpen(ticket.status) ? ownOf(ticket) : undefined));
  const { values, bands } = startOf(tickets, own);
  const ties = tiesOf(tickets, scoring.places ?? placesOf(tickets));
  const silent = new Set(ties.nodes.filter((place) => tickets[place]?.status === "deferred"));
  const received = flowBack(ties, { values, bands, silent, share: scoring.weights.unblock });
  for (const place of ties.nodes) {
    bands[place] = Math.min(bands[place] ?? NO_BAND, inherited(received.bands[place] ?? NO_BAND));
  }
  const hundredths = new Float64Array(tickets.length);
  for (let place = 0; place < tickets.length; place += 1) {
    const one = own[place];
    const ticket = tickets[place];
    if (one === undefined || ticket === undefined) continue;
    const worth = one.value + (received.values[place] ?? 0) / MILLION;
    hundredths[place] = rounded((worth * agingSince(ticket.created)) / effortOf(one));
  }
  return { tickets, scoring, own, ties, received, ratios, hundredths, bands };
}

/** The factor of age for many texts, most of which are of the same few days. */
function agingCounter({ now, weights }: Scoring): (created: string) => number {
  const known = new Map<string, number>();
  return (created) => {
    const day = dayText(created);
    const before = known.get(day);
    if (before !== undefined) return before;
    const aging = agingOf(daysBetween(day, now), weights);
    known.set(day, aging);
    return aging;
  };
}

/** What tickets have before anything flows: cost of delay in millionths, and their own priority. */
function startOf(
  tickets: readonly Planned[],
  own: Scores["own"],
): { readonly values: Float64Array; readonly bands: Uint8Array } {
  const values = new Float64Array(tickets.length);
  const bands = new Uint8Array(tickets.length);
  // A plain loop, here and below: the first call of a process runs it before anything is optimised.
  for (let place = 0; place < tickets.length; place += 1) {
    values[place] = Math.round((own[place]?.value ?? 0) * MILLION);
    bands[place] = ownBand(tickets[place]?.priority ?? "");
  }
  return { values, bands };
}

/** Points that flow back to a ticket from all that wait for it. */
export const receivedAt = ({ received }: Scores, place: number): number => (received.values[place] ?? 0) / MILLION;

/** How long a ticket has waited, in whole days, and what that makes its score. */
export function ageAt({ tickets, scoring }: Scores, place: number): { days: number | undefined; aging: number } {
  const days = daysBetween(tickets[place]?.created, scoring.now);
  return { days, aging: agingOf(days, scoring.weights) };
}

/** What a ticket's score is divided by. */
export const effortOf = ({ effort, ratio }: Own): number => effort.points * ratio;

/** A sum such as 1.4 × 10 ÷ 5 is a hair below 2.8 in the machine's numbers; the hair must not decide. */
const rounded = (score: number): number => Math.round(score * 100 + 1e-7);

function ownBand(priority: string): number {
  const index = PRIORITIES.indexOf(priority);
  return index === -1 ? LAST_BAND : 2 * index;
}

/** Right behind those that have the priority of their own, so that no P3 is ever before a P0. */
const inherited = (band: number): number => (band >= LAST_BAND ? NO_BAND : band | 1);
