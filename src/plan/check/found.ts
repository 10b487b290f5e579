import type { Finding } from "../../std/finding.ts";
import type { CheckedTicket } from "./checked-ticket.ts";
import { type CheckCode, SEVERITY_OF } from "./rules.ts";

/** A finding about what a ticket says. */
export interface CheckFinding extends Finding {
  readonly code: CheckCode;
  readonly ticket: string;
  /** Why somebody accepted it; such a warning stays listed. */
  readonly accepted?: string;
}

/** What one check saw in one ticket. */
export interface Found {
  readonly code: CheckCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly line?: number | undefined;
}

/** The finding as everybody sees it: severity from the table, acceptance from the ticket. */
export function findingOf(ticket: CheckedTicket, { code, message, hint, line }: Found): CheckFinding {
  const severity = SEVERITY_OF.get(code) ?? "error";
  const accepted = severity === "error" ? undefined : ticket.accepted.get(code);
  return {
    code,
    severity: accepted === undefined ? severity : "info",
    file: ticket.path,
    ...(line === undefined ? {} : { line }),
    message,
    ...(hint === undefined ? {} : { hint }),
    ticket: ticket.id,
    ...(accepted === undefined ? {} : { accepted }),
  };
}
