import type { Finding } from "../../std/finding.ts";
import type { Planned, Summary } from "../../ticket/model.ts";
import { decodePlanned, decodeSummary, isBrokenLine, statusIn } from "../../ticket/summary-line.ts";
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
  gather(backlog, (line) => (wanted(statusIn(line)) ? decodeSummary(line) : undefined));

/** What plan asks of every ticket, and the whole summary of those that are to be shown. */
export interface PlannedTickets {
  readonly tickets: readonly Planned[];
  readonly summaryAt: (place: number) => Summary;
  readonly problems: readonly Finding[];
}

/** Reads of each ticket only what decisions over all of them look at. */
export function plannedTickets(backlog: Backlog): PlannedTickets {
  const lines: string[] = [];
  const problems: Finding[] = [];
  for (const line of currentTable(backlog).lines) {
    if (!isBrokenLine(line)) lines.push(line);
    else problems.push(...problemsOf(decodeSummary(line)));
  }
  return { tickets: lines.map(decodePlanned), summaryAt: (place) => decodeSummary(lines[place] ?? ""), problems };
}

const problemsOf = ({ broken, path }: Summary): readonly Finding[] =>
  broken === undefined ? [] : [{ ...broken, file: path }];

function gather(backlog: Backlog, read: (line: string) => Summary | undefined): AllTickets {
  const summaries: Summary[] = [];
  const problems: Finding[] = [];
  for (const line of currentTable(backlog).lines) {
    const summary = isBrokenLine(line) ? decodeSummary(line) : read(line);
    if (summary === undefined) continue;
    if (summary.broken === undefined) summaries.push(summary);
    else problems.push(...problemsOf(summary));
  }
  return { summaries, problems };
}
