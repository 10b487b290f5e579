import { checkTickets } from "../../plan/check/check-tickets.ts";
import type { CheckedTicket } from "../../plan/check/checked-ticket.ts";
import type { CheckFinding } from "../../plan/check/found.ts";
import { ok, type Result } from "../../std/result.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { readStored, type StoredTicket } from "../../store/read/read-ticket.ts";
import { transact } from "../../store/write/transaction.ts";
import { editTicket } from "../../ticket/edit.ts";
import type { Edit } from "../../ticket/model.ts";
import { checkMove } from "../../ticket/move.ts";
import { type Asked, type Desk, newEvent, now, openDesk } from "../_change-ticket.ts";
import { type Filter, filterOf, matches } from "../_filter.ts";
import { type IsAsChecked, withCheckInput } from "./_checked-backlog.ts";
import { requirementsOf } from "./_requirements.ts";

/** What became of the tickets that are not ready yet. */
export interface Promoted {
  readonly promoted: readonly {
    readonly id: string;
    readonly title: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** Those that did not get to ready, with what each lacks. */
  readonly kept: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly missing: readonly string[];
  }[];
  readonly dryRun?: true;
}

/** Moves what passes from new to refined to ready, each step with its guards and its event, all in one transaction. */
export async function promote(asked: Asked, given: Filter): Promise<Result<Promoted>> {
  const desk = await openDesk(asked.world, asked.call, "ready --promote");
  if (!desk.ok) return desk;
  const filter = filterOf(given);
  const all = allTickets(desk.value.backlog).summaries;
  const wanted = all.filter((one) => isBefore(one.status) && matches(one, filter));
  return promoteThese(asked, desk.value, new Set(wanted.map(({ id }) => id)));
}

/** The same for tickets that are new or refined, by their ids. */
export async function promoteThese(
  { world, call }: Asked,
  desk: Desk,
  ids: ReadonlySet<string>,
): Promise<Result<Promoted>> {
  const { backlog, settings } = desk;
  if (ids.size === 0) return ok({ promoted: [], kept: [], ...(call.dryRun ? { dryRun: true as const } : {}) });
  return withCheckInput({ world, backlog, settings, cwd: call.cwd }, (input, isAsChecked) => {
    const errors = Map.groupBy(
      checkTickets(input, { ids }).filter(({ severity }) => severity === "error"),
      ({ ticket }) => ticket,
    );
    const tickets = input.tickets.filter(({ id }) => ids.has(id));
    return move({ asked: { world, call }, desk, errors, isAsChecked }, tickets);
  });
}

const isBefore = (status: string): boolean => status === "new" || status === "refined";

interface Moving {
  readonly asked: Asked;
  readonly desk: Desk;
  readonly errors: ReadonlyMap<string, readonly CheckFinding[]>;
  readonly isAsChecked: IsAsChecked;
}

async function move(moving: Moving, tickets: readonly CheckedTicket[]): Promise<Result<Promoted>> {
  const { backlog, writing } = moving.desk;
  const { dryRun } = moving.asked.call;
  return transact(backlog, writing, () => {
    const promoted = [];
    const kept = [];
    const changes = [];
    for (const checked of tickets) {
      // By its path: to look for an id means to list the folder, and here for each of thousands.
      const stored = readStored(backlog, checked);
      // What somebody changed since it was checked is judged the next time.
      if (!stored.ok || !moving.isAsChecked(stored.value)) continue;
      const { to, edits, missing } = stepsOf(moving, stored.value);
      const { id, title, status } = stored.value.ticket;
      const edited = edits.length === 0 ? undefined : editTicket(stored.value.text, edits);
      if (edited?.ok === false) return edited;
      if (edited !== undefined) {
        changes.push({ path: stored.value.path, before: stored.value.bytes, after: edited.value });
        promoted.push({ id, title, from: status, to });
      }
      if (missing.length > 0) kept.push({ id, title, status: to, missing });
    }
    const message = `Promote ${changes.length} ${changes.length === 1 ? "ticket" : "tickets"}`;
    return ok({ set: { message, changes }, output: { promoted, kept, ...(dryRun ? { dryRun: true as const } : {}) } });
  });
}

interface Steps {
  readonly to: string;
  readonly edits: readonly Edit[];
  readonly missing: readonly string[];
}

/** Errors of the checks hold it before ready; what guards say more is told too. */
function stepsOf({ asked, desk, errors }: Moving, { ticket }: StoredTicket): Steps {
  const facts = { unmetDependencies: [], claimed: false, requirements: requirementsOf(desk.settings) };
  const edits: Edit[] = [];
  let at = ticket.status;
  const wrong = (errors.get(ticket.id) ?? []).map(({ code, message }) => `${message} (${code})`);
  for (const to of ["refined", "ready"] as const) {
    if (at === to) continue;
    const { actor } = desk.author;
    const judged = checkMove({ ticket: { ...ticket, status: at }, to, actor, reason: undefined, force: false, facts });
    const missing = [...(to === "ready" || !judged.ok ? wrong : []), ...(judged.ok ? [] : [judged.fault.message])];
    if (missing.length > 0) return { to: at, edits: withTime(asked, edits), missing };
    const attributes = { from: at, to };
    edits.push({ set: "status", to }, newEvent(asked.world, desk.author, { kind: "status_changed", attributes }));
    at = to;
  }
  return { to: at, edits: withTime(asked, edits), missing: [] };
}

const withTime = ({ world }: Asked, edits: readonly Edit[]): readonly Edit[] =>
  edits.length === 0 ? edits : [{ set: "updated", to: now(world) }, ...edits];
