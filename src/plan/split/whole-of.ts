import type { Ticket } from "../../ticket/model.ts";
import { readCriteria } from "../_criteria.ts";
import { plannedFiles, sectionBody } from "../planned-files.ts";
import type { Whole } from "./propose-split.ts";

/** What a split looks at, out of a ticket. An effort that is no whole number above 0 counts as none. */
export function wholeOf(ticket: Ticket, tokens: number): Whole {
  const { effort, impact } = ticket.fields;
  return {
    effort: pointsOf(effort),
    impact: pointsOf(impact),
    tokens,
    files: plannedFiles(ticket),
    criteria: readCriteria(sectionBody(ticket, "Acceptance Criteria")),
  };
}

const pointsOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
