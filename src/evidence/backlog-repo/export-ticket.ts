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

/** The kinds of surface that the change touches. */
export function surfaceKinds(ticket: LooseTicket): readonly string[] {
  const surface = ticket.change_surface;
  return isRecord(surface) ? textsIn(surface, "kinds") : [];
}

/** Who owns it, as the ticket itself says. */
export const ownerIn = (ticket: LooseTicket): string | undefined =>
  textIn(ticket, "suggested_owner") ?? textIn(ticket, "component");
