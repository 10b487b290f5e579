import { createHash } from "node:crypto";
import { pythonJson, sortedUnique } from "./_python-text.ts";
import { ticketExportAnchors } from "./anchors.ts";
import { isRecord, type LooseTicket, ownerIn, surfaceKinds, textIn } from "./export-ticket.ts";

/** Of each list only so many count. */
const MOST = 24;
const LETTERS = 16;

/**
 * The identity of an exported ticket, byte for byte as `backlog_repo` makes it: 16 hex digits. A ticket that belongs to a case is
 * known by the case, so that rewording keeps it; any other is known by its words.
 */
export function ticketExportFingerprint(ticket: LooseTicket): string {
  const payload = casePayload(ticket) ?? textPayload(ticket);
  return createHash("sha256").update(pythonJson(payload), "utf8").digest("hex").slice(0, LETTERS);
}

type Payload = Readonly<Record<string, string | readonly string[]>>;

function casePayload(ticket: LooseTicket): Payload | undefined {
  const caseId = findText(ticket, ["case_id", "root_case_id"]);
  if (caseId === undefined) return undefined;
  return { case_id: caseId, plan_revision_id: findText(ticket, ["plan_revision_id"]) ?? "case" };
}

/** Where a ticket names its case: itself, or one of the records in it. */
function findText(ticket: LooseTicket, keys: readonly string[]): string | undefined {
  const inner = [ticket.problem_record, ticket.change_plan, ticket.selected_solution].filter(isRecord);
  for (const record of [ticket, ...inner]) {
    const found = keys.map((key) => textIn(record, key)).find((text) => text !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

const textPayload = (ticket: LooseTicket): Payload => ({
  anchors: ticketExportAnchors(ticket).slice(0, MOST),
  kinds: sortedUnique(surfaceKinds(ticket)).slice(0, MOST),
  owner: ownerIn(ticket) ?? "unknown",
  title_tokens: sortedUnique((textIn(ticket, "title") ?? "").toLowerCase().match(/[a-z0-9_]+/g) ?? []).slice(0, MOST),
});
