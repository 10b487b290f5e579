import type { Summary, Ticket } from "../ticket/model.ts";
import { readTicket } from "../ticket/read.ts";
import { revisionOf } from "../ticket/revision.ts";

/** A ticket in a list: the fields that lists, boards and agents look at. Empty ones are left out. */
export interface TicketLine {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly kind: string;
  readonly priority: string;
  readonly labels: readonly string[];
  readonly [field: string]: unknown;
}

/** Makes the list form of a ticket. */
export function ticketLine(summary: Summary): TicketLine {
  const { id, title, status, kind, priority, labels, created, updated } = summary;
  return {
    id,
    title,
    status,
    kind,
    priority,
    labels,
    ...filled({
      assignee: summary.assignee,
      epic: summary.epic,
      parent: summary.parent,
      depends_on: summary.depends_on,
      blocks: summary.blocks,
      duplicate_of: summary.duplicate_of,
      ...typed(summary.extra),
    }),
    created,
    updated,
  };
}

const NUMBERS = ["impact", "effort", "time_criticality", "risk_reduction", "took_minutes"];

/** The index keeps texts; an answer gives the same values as the ticket's whole form. */
function typed(extra: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(extra);
  return entries.length === 0
    ? extra
    : Object.fromEntries(entries.map(([name, text]) => [name, typedValue(name, text)]));
}

function typedValue(name: string, text: string): unknown {
  if (NUMBERS.includes(name)) return /^\d{1,9}$/.test(text) ? Number(text) : text;
  return text === "true" ? true : text === "false" ? false : text;
}

/** Makes the whole form of a ticket: every field, sections by heading, the thread. */
export function ticketView(ticket: Ticket, path: string, revision: string): TicketLine {
  const { id, title, status, kind, priority, labels, created, updated, assignee, epic, relations, fields } = ticket;
  return {
    ...fields,
    id,
    title,
    status,
    kind,
    priority,
    labels,
    ...filled({ assignee, epic, ...relations }),
    created,
    updated,
    path,
    revision,
    sections: Object.fromEntries(ticket.sections.map(({ heading, body }) => [heading, body])),
    events: ticket.events.map(({ id, kind, author, by, at, refs, attributes, body }) => ({
      id,
      kind,
      author,
      by,
      at,
      ...attributes,
      ...(refs.length === 0 ? {} : { refs }),
      body,
    })),
  };
}

/** The whole form of a ticket whose text was just made or edited (and checked while it was). */
export function viewOfText(path: string, text: string): TicketLine {
  const bytes = new TextEncoder().encode(text);
  const { ticket } = readTicket(bytes);
  if (ticket === undefined) throw new Error(`${path} was given a text that is no ticket`);
  return ticketView(ticket, path, revisionOf(bytes));
}

function filled(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
