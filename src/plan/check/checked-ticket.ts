import { type AffectedFile, affectedFiles } from "../../ticket/affected-files.ts";
import type { Ticket } from "../../ticket/model.ts";
import { relationTargets } from "./_relations.ts";

/** A ticket with what the checks ask of it again and again. */
export interface CheckedTicket {
  readonly id: string;
  /** Path of its file from the backlog's folder. */
  readonly path: string;
  readonly ticket: Ticket;
  /** What stands under Affected Files, with paths from the repository's root. */
  readonly files: readonly AffectedFile[];
  /** Ids that any relation of it names. */
  readonly related: ReadonlySet<string>;
  /** Codes of warnings that somebody accepted, with the reason. */
  readonly accepted: ReadonlyMap<string, string>;
}

/** Kind of the event that accepts a warning; its attribute `code` says which, its body why. */
export const ACCEPTED = "warning_accepted";

export function checkedTicket(path: string, ticket: Ticket): CheckedTicket {
  const accepted = ticket.events.flatMap(({ kind, attributes, body }): readonly (readonly [string, string])[] =>
    kind === ACCEPTED && attributes.code !== undefined ? [[attributes.code, body.trim()]] : [],
  );
  return {
    id: ticket.id,
    path,
    ticket,
    files: affectedFiles(ticket).map((file) => ({ ...file, path: file.path.replace(/^(?:\.\/)+/, "") })),
    related: relationTargets(ticket),
    accepted: new Map(accepted),
  };
}

/** The body of a section; empty when there is none. */
export function sectionOf({ ticket }: CheckedTicket, heading: string): string {
  return ticket.sections.find((section) => section.heading.toLowerCase() === heading.toLowerCase())?.body ?? "";
}

/** The line on which a section begins. */
export function lineOf({ ticket }: CheckedTicket, heading: string): number | undefined {
  return ticket.sections.find((section) => section.heading.toLowerCase() === heading.toLowerCase())?.line;
}

/** A path that stands for several, or for a whole folder. */
export const isPattern = (path: string): boolean => /[*?[{]/.test(path) || path.endsWith("/");
