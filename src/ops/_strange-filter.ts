import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { loadSettings } from "../store/settings-cache.ts";
import { checkField } from "../ticket/fields.ts";
import { kindNames } from "../ticket/kinds.ts";
import { statusUnknown } from "../ticket/move-faults.ts";
import { STATUSES } from "../ticket/statuses.ts";
import { extraKinds } from "./_draft.ts";
import { kindUnknown } from "./faults.ts";

type Wanted = Readonly<Partial<Record<"status" | "kind" | "priority", readonly string[] | undefined>>>;

/**
 * Looks closer at a filter that found nothing: a word that Docket does not know and no ticket has is a slip, and "no tickets" would be
 * the wrong answer to it. Words of a file's own pass, as they do everywhere.
 */
export async function checkFruitless(backlog: Backlog, filter: Wanted): Promise<Result<void>> {
  const { status = [], kind = [], priority = [] } = filter;
  if (status.length + kind.length + priority.length === 0) return ok(undefined);
  const { summaries } = allTickets(backlog);
  const strange = (given: readonly string[], known: readonly string[], field: "status" | "kind" | "priority") =>
    given.find((one) => !known.includes(one) && !summaries.some((summary) => summary[field] === one));
  const badStatus = strange(status, STATUSES, "status");
  if (badStatus !== undefined)
    return err(statusUnknown({ status: badStatus, nearest: nearest(badStatus, STATUSES), known: STATUSES }));
  const badPriority = strange(priority, ["P0", "P1", "P2", "P3"], "priority");
  const checked = badPriority === undefined ? ok(undefined) : checkField("priority", badPriority);
  if (!checked.ok) return checked;
  const settings = kind.length === 0 ? undefined : await loadSettings(backlog);
  if (settings?.ok !== true) return ok(undefined);
  const kinds = kindNames(extraKinds(settings.value));
  const badKind = strange(kind, kinds, "kind");
  return badKind === undefined ? ok(undefined) : err(kindUnknown({ kind: badKind, known: kinds }));
}
