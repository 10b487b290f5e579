import type { NativeTicket } from "../../evidence/backlog-repo/native-status.ts";
import type { FieldValue } from "../../ticket/model.ts";
import type { Backlog } from "../backlog.ts";
import { allTickets } from "../read/all-tickets.ts";
import { storedReader } from "../read/read-ticket.ts";

/** Docket's own tickets with what they say of atoms. Tickets that cannot be read are left out; doctor names them. */
export function nativeTickets(backlog: Backlog): readonly NativeTicket[] {
  const read = storedReader(backlog);
  return allTickets(backlog).summaries.flatMap(({ path }) => {
    const stored = read({ path });
    if (!stored.ok) return [];
    const { id, status, relations, fields } = stored.value.ticket;
    const [fingerprint] = textsIn(fields.fingerprint);
    return [{ id, status, duplicateOf: relations.duplicate_of, fingerprint, atoms: textsIn(fields.evidence) }];
  });
}

export function textsIn(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
