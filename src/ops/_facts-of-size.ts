import { DEFAULT_AVERAGES } from "../cost/averages.ts";
import { type CostEstimate, estimateCost } from "../cost/estimate.ts";
import type { Price } from "../cost/prices.ts";
import { plannedFiles, sectionBody } from "../plan/planned-files.ts";
import { countCriteria } from "../ticket/filled.ts";
import type { Ticket } from "../ticket/model.ts";

/** What a ticket may cost by the files it names; each criterion counts as one test. */
export function estimateTicket(ticket: Ticket, price?: Price): CostEstimate {
  const files = plannedFiles(ticket);
  const create = files.filter(({ action }) => action === "create").length;
  const tests = countCriteria(sectionBody(ticket, "Acceptance Criteria"));
  return estimateCost({ modify: files.length - create, create, tests }, DEFAULT_AVERAGES, price);
}
