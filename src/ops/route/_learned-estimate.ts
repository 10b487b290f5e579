import { accuracyOf, DEFAULT_AVERAGES, learnAverages } from "../../cost/averages.ts";
import type { CostEstimate } from "../../cost/estimate.ts";
import type { Price } from "../../cost/prices.ts";
import type { Backlog } from "../../store/backlog.ts";
import { readUsageLedger } from "../../store/ledgers/usage-ledger.ts";
import type { Ticket } from "../../ticket/model.ts";
import { estimateTicket } from "./_facts-of-size.ts";

/** An estimate, and what is known of how good estimates were. */
export interface LearnedEstimate extends CostEstimate {
  /** Absent where no finished work is on record. */
  readonly past?: EstimatesSoFar;
}

interface EstimatesSoFar {
  /** How close estimates came, in percent of what was estimated; null where nothing on record was estimated. */
  readonly accuracyPercent: number | null;
  /** Finished pieces of work that had been estimated. */
  readonly estimated: number;
  /** What was left out of the averages, and why. */
  readonly outliers: readonly { readonly ticket: string; readonly reason: string }[];
  /** Lines of the ledger that cannot be read. */
  readonly unreadable: number;
}

/** Estimates a ticket by what finished work on record took; where there is none, by the numbers to begin with. */
export function learnedEstimate(backlog: Backlog, ticket: Ticket, price: Price | undefined): LearnedEstimate {
  const { entries, unreadable } = readUsageLedger(backlog);
  if (entries.length + unreadable === 0) return estimateTicket(ticket, price);
  const { averages, outliers } = entries.length === 0 ? NOTHING_LEARNED : learnAverages(entries);
  const { accuracy, samples } = accuracyOf(entries);
  const accuracyPercent = accuracy === undefined ? null : Math.round(100 * accuracy);
  return {
    ...estimateTicket(ticket, price, averages),
    past: { accuracyPercent, estimated: samples, outliers, unreadable },
  };
}

const NOTHING_LEARNED = { averages: DEFAULT_AVERAGES, outliers: [] } as const;
