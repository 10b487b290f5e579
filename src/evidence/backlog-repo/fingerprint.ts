import { createHash } from "node:crypto";
import { pythonJson, sortedUnique } from "./_python-text.ts";
import { ticketExportAnchors } from "./anchors.ts";
import { type LooseTicket, ownerIn, recordIn, surfaceKinds, textIn, textOf } from "./export-ticket.ts";

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
  const [problem, plan, solution] = ["problem_record", "change_plan", "selected_solution"].map((name) =>
    recordIn(ticket, name),
  );
  const caseId = firstText([ticket, problem, plan, solution], ["case_id", "root_case_id"]);
  if (caseId === undefined) return undefined;
  return {
    case_id: caseId,
    plan_revision_id: firstText([ticket, plan], ["plan_revision_id", "change_plan_id"]) ?? "case",
  };
}

/** The first of the records that has one of the texts. */
function firstText(records: readonly (LooseTicket | undefined)[], keys: readonly string[]): string | undefined {
  for (const record of records) {
    const found = keys.map((key) => textIn(record ?? {}, key)).find((text) => text !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

const textPayload = (ticket: LooseTicket): Payload => ({
  anchors: ticketExportAnchors(ticket).slice(0, MOST),
  kinds: sortedUnique(surfaceKinds(ticket)).slice(0, MOST),
  owner: ownerIn(ticket) ?? "unknown",
  title_tokens: sortedUnique((textOf(ticket, "title") ?? "").toLowerCase().match(/[a-z0-9_]+/g) ?? []).slice(0, MOST),
});
