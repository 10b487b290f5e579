import type { Finding } from "../../std/finding.ts";
import { idOfFileName } from "../../ticket/id.ts";
import type { FieldValue, Ticket } from "../../ticket/model.ts";
import { readTicket } from "../../ticket/read.ts";
import type { Backlog } from "../backlog.ts";
import { unreadableProblem } from "../index/unreadable.ts";
import { ticketPaths } from "../read/find-ticket.ts";
import { readBytes } from "../read/read-ticket.ts";
import { fieldLines } from "./_field-lines.ts";
import { examineFacts } from "./evidence-findings.ts";
import type { Examined, ExaminedTicket } from "./examined.ts";
import { readRegistry } from "./registry.ts";
import { type TicketRules, ticketFindings, ticketRulesOf } from "./ticket-findings.ts";

const WORK = "reading tickets";
const REPORT_EVERY = 500;

/** Reads every file of the backlog, unfinished writes as they will be finished. */
export function examine(backlog: Backlog): Examined {
  const registry = readRegistry(backlog);
  const rules = ticketRulesOf(backlog, registry.settings);
  const paths = ticketPaths(backlog);
  const tickets: ExaminedTicket[] = [];
  const findings: Finding[] = [...registry.findings];
  const ids = new Set<string>();
  for (const [done, path] of paths.entries()) {
    if (done % REPORT_EVERY === 0) backlog.world.progress.step(WORK, done, paths.length);
    const ticket = examineTicket(backlog, path, { rules, findings });
    const id = ticket?.id ?? idOfFileName(nameOf(path));
    if (id !== undefined) ids.add(id);
    if (ticket !== undefined) tickets.push(ticket);
  }
  backlog.world.progress.end(WORK);
  return { tickets, ids, registry, facts: examineFacts(backlog, registry.settings), findings };
}

interface Reading {
  readonly rules: TicketRules;
  readonly findings: Finding[];
}

function examineTicket(backlog: Backlog, path: string, { rules, findings }: Reading): ExaminedTicket | undefined {
  const read = readBytes(backlog, path);
  if (!read.ok) {
    // Removed by somebody else since the folder was listed.
    if (read.fault.code !== "file-not-found") findings.push({ ...unreadableProblem(read.fault), file: path });
    return undefined;
  }
  const { text, ticket, problems } = readTicket(read.value);
  for (const problem of problems) findings.push({ ...problem, file: path });
  if (text === undefined || ticket === undefined) return undefined;
  const lines = fieldLines(text);
  findings.push(...ticketFindings({ path, ticket, lines }, rules));
  return factsOf({ path, ticket, lines });
}

function factsOf({ path, ticket, lines }: Pick<ExaminedTicket, "path" | "lines"> & { ticket: Ticket }): ExaminedTicket {
  const { id, status, created, epic, relations, fields } = ticket;
  return {
    path,
    id,
    status,
    created,
    epic,
    dod: textsOf(fields.dod),
    fingerprint: textsOf(fields.fingerprint)[0] ?? "",
    relations,
    lines,
  };
}

/** A Definition of Done is named alone or in a list. */
function textsOf(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  return Array.isArray(value) ? value.filter((item: FieldValue) => typeof item === "string" && item !== "") : [];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
