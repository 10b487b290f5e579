import { isRecord, type LooseTicket, textIn } from "../../evidence/backlog-repo/export-ticket.ts";
import type { Files } from "../../ports/files.ts";
import { parseJson } from "../../std/json.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Ticket } from "../../ticket/model.ts";
import type { Backlog } from "../backlog.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { allTickets } from "../read/all-tickets.ts";
import { storedReader } from "../read/read-ticket.ts";
import { ticketsUnreadable } from "./export-faults.ts";
import { textsIn } from "./native-tickets.ts";

/** Tickets to export, and what they are about as a whole. */
export interface ExportSource {
  readonly tickets: readonly LooseTicket[];
  readonly scope: Readonly<Record<string, unknown>>;
  readonly repoInput: string | undefined;
}

/** Tickets out of a backlog document in JSON: an object with `tickets`, or the list alone. */
export function ticketsInJson(files: Files, path: string, named: string): Result<ExportSource> {
  const read = files.read(path, MAX_STATE_BYTES);
  if (!read.ok) return err(ticketsUnreadable({ path: named, reason: read.fault.message }));
  const json = parseJson(new TextDecoder().decode(read.value));
  const list: unknown = isRecord(json) ? json.tickets : json;
  if (!Array.isArray(list))
    return err(ticketsUnreadable({ path: named, reason: "it holds no list of tickets in JSON" }));
  const whole = isRecord(json) ? json : {};
  const scope = isRecord(whole.scope) ? whole.scope : {};
  return ok({
    tickets: list.filter(isRecord),
    scope,
    repoInput: textIn(scope, "repo_input") ?? textIn(whole, "repo_input"),
  });
}

const STAGE_OF: Readonly<Record<string, string>> = {
  new: "triage",
  refined: "ready_for_ticket",
  ready: "ready_for_ticket",
  blocked: "blocked",
};
const SEVERITY_OF: Readonly<Record<string, string>> = { P0: "blocker", P1: "high", P2: "medium", P3: "low" };

/** Docket's own tickets that nobody works on yet, as tickets for the export. Each is its own case: rewording keeps its identity. */
export function ticketsOfBacklog(backlog: Backlog): ExportSource {
  const read = storedReader(backlog);
  const tickets = allTickets(backlog).summaries.flatMap(({ path, status }) => {
    const stage = STAGE_OF[status];
    const stored = stage === undefined ? undefined : read({ path });
    return stored?.ok === true ? [looseTicket(stored.value.ticket, stage ?? "")] : [];
  });
  return { tickets, scope: { backlog: "docket" }, repoInput: undefined };
}

function looseTicket({ id, title, priority, fields, sections }: Ticket, stage: string): LooseTicket {
  const section = (heading: string): string => sections.find((one) => one.heading === heading)?.body ?? "";
  const listed = (heading: string): readonly string[] =>
    [...section(heading).matchAll(/^\s*[-*+]\s+(?:\[[ xX]\]\s+)?(.+)$/gm)].map(([, text = ""]) => text.trim());
  return {
    ticket_id: id,
    case_id: `docket:${id}`,
    title,
    stage,
    severity: SEVERITY_OF[priority] ?? "medium",
    problem: section("Context"),
    user_impact: section("User Impact"),
    proposed_fix: section("Description"),
    investigation_steps: listed("Implementation Notes"),
    success_criteria: listed("Acceptance Criteria"),
    evidence_atom_ids: textsIn(fields.evidence),
    ...(typeof fields.component === "string" ? { component: fields.component } : {}),
  };
}
