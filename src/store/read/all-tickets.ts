import type { Finding } from "../../std/finding.ts";
import type { Summary } from "../../ticket/model.ts";
import { decodeSummary } from "../../ticket/summary.ts";
import type { Backlog } from "../backlog.ts";
import { currentTable } from "../index/summaries.ts";

/** Every ticket in short, and a finding for each file that is none. */
export interface AllTickets {
  readonly summaries: readonly Summary[];
  readonly problems: readonly Finding[];
}

/** Reads the whole backlog through the index. */
export function allTickets(backlog: Backlog): AllTickets {
  const summaries: Summary[] = [];
  const problems: Finding[] = [];
  for (const line of currentTable(backlog).lines) {
    const summary = decodeSummary(line);
    if (summary.broken === undefined) summaries.push(summary);
    else problems.push({ ...summary.broken, file: summary.path });
  }
  return { summaries, problems };
}
