import { strip } from "./_python-text.ts";

/** A ticket as `backlog_repo` and its kin write it: an object out of JSON, whose fields may hold anything. */
export type LooseTicket = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is LooseTicket =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field's text without white space around it; undefined when it is blank or no text. */
export function textIn(ticket: LooseTicket, key: string): string | undefined {
  const value = ticket[key];
  const text = typeof value === "string" ? strip(value) : "";
  return text === "" ? undefined : text;
}

/** The texts of a list, trimmed, without blank ones and without what is no text. */
export function textsIn(ticket: LooseTicket, key: string): readonly string[] {
  const value: unknown = ticket[key];
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => (typeof one === "string" && strip(one) !== "" ? [strip(one)] : []));
}

/** The records that later versions keep in a ticket, in the order in which they are asked for a text. */
const RECORDS = ["change_plan", "problem_record", "selected_solution"] as const;

/** A record in a ticket; empty when there is none. */
export const recordIn = (ticket: LooseTicket, key: string): LooseTicket => {
  const value = ticket[key];
  return isRecord(value) ? value : {};
};

/** A text of the ticket, else that of the first of its records that has one. */
export function textOf(ticket: LooseTicket, key: string): string | undefined {
  for (const record of [ticket, ...RECORDS.map((name) => recordIn(ticket, name))]) {
    const text = textIn(record, key);
    if (text !== undefined) return text;
  }
  if (key !== "proposed_fix") return undefined;
  return textIn(recordIn(recordIn(ticket, "selected_solution"), "selected_option"), "summary");
}

/** What surface the change touches, as the ticket says, else the solution that was chosen. */
export function surfaceIn(ticket: LooseTicket): LooseTicket {
  const own = recordIn(ticket, "change_surface");
  return Object.keys(own).length > 0 ? own : recordIn(recordIn(ticket, "selected_solution"), "change_surface");
}

/** The kinds of that surface. */
export const surfaceKinds = (ticket: LooseTicket): readonly string[] => textsIn(surfaceIn(ticket), "kinds");

/** Who owns it, as the ticket itself says, else its plan or the solution that was chosen. */
export const ownerIn = (ticket: LooseTicket): string | undefined =>
  textIn(ticket, "suggested_owner") ??
  textIn(ticket, "component") ??
  textIn(recordIn(ticket, "change_plan"), "suggested_owner") ??
  textIn(recordIn(ticket, "selected_solution"), "component");
