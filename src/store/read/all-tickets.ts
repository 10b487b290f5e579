import type { Finding } from "../../std/finding.ts";
import type { Summary } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { briefSummary, decodeSummary, isBrokenLine, SUMMARY_COLUMN, summaryField } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { currentTable } from "../index/summaries.ts";

/** Every ticket in short, and a finding for each file that is none. */
export interface AllTickets {
  readonly summaries: readonly Summary[];
  readonly problems: readonly Finding[];
}

/** Reads the whole backlog through the index. */
export const allTickets = (backlog: Backlog): AllTickets => gather(backlog, decodeSummary);

/** Only tickets in some statuses: the others cost no more than a look at one column. */
export const ticketsInStatus = (backlog: Backlog, wanted: (status: string) => boolean): AllTickets =>
  gather(backlog, inStatus(wanted));

/** All tickets, the closed ones with no more than plan asks of them. */
export const ticketsForPlan = (backlog: Backlog): AllTickets => gather(backlog, forPlan);

/** How much is read of a ticket's line; nothing: the ticket is left out. */
export type ReadLine = (line: string) => Summary | undefined;

export const inStatus =
  (wanted: (status: string) => boolean): ReadLine =>
  (line) =>
    wanted(summaryField(line, SUMMARY_COLUMN.status)) ? decodeSummary(line) : undefined;

/** Most of a grown backlog is closed, and of a closed ticket plan asks little. */
export const forPlan: ReadLine = (line) =>
  isOpen(summaryField(line, SUMMARY_COLUMN.status)) ? decodeSummary(line) : briefSummary(line);

function gather(backlog: Backlog, read: ReadLine): AllTickets {
  const summaries: Summary[] = [];
  const problems: Finding[] = [];
  for (const line of currentTable(backlog).lines) {
    const summary = isBrokenLine(line) ? decodeSummary(line) : read(line);
    if (summary === undefined) continue;
    if (summary.broken === undefined) summaries.push(summary);
    else problems.push({ ...summary.broken, file: summary.path });
  }
  return { summaries, problems };
}
