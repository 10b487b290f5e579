import type { Slice } from "../../plan/split/propose-split.ts";
import { sliceTicket } from "../../plan/split/slice-ticket.ts";
import { ok, type Result } from "../../std/result.ts";
import { TICKETS_FOLDER } from "../../store/home/home.ts";
import { idChanges, nextId } from "../../store/ids.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { loadTicket, type StoredTicket } from "../../store/read/read-ticket.ts";
import type { Change, ChangeSet } from "../../store/write/change.ts";
import { composeTicket } from "../../ticket/compose.ts";
import { editTicket } from "../../ticket/edit.ts";
import { fileNameOf, makeEventId, slugOf } from "../../ticket/id.ts";
import { KINDS, kindOf } from "../../ticket/kinds.ts";
import type { Edit, Summary, TicketId } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { type Desk, newEvent, now } from "../_change-ticket.ts";
import { extraKinds } from "../_draft.ts";

export interface Splitting {
  readonly desk: Desk;
  readonly stored: StoredTicket;
  readonly slices: readonly Slice[];
  readonly reasons: readonly string[];
}

export interface Split {
  readonly set: ChangeSet;
  readonly ids: readonly TicketId[];
}

/** All changes of a split as one set: the slices, the whole that they take the place of, and everything that waited for it. */
export async function applySplit(splitting: Splitting): Promise<Result<Split>> {
  const { desk, stored } = splitting;
  const made = await sliceChanges(splitting);
  if (!made.ok) return made;
  const { ids } = made.value;
  const closed = editTicket(stored.text, closingEdits(splitting, ids));
  if (!closed.ok) return closed;
  const followers = followerChanges(desk, stored.ticket.id, ids);
  if (!followers.ok) return followers;
  const recorded = idChanges(desk.backlog, desk.settings.ids, ids);
  if (!recorded.ok) return recorded;
  const whole = { path: stored.path, before: stored.bytes, after: closed.value };
  const changes = [...made.value.changes, whole, ...followers.value, ...recorded.value];
  return ok({ set: { message: `${stored.ticket.id}: split into ${ids.join(", ")}`, changes }, ids });
}

async function sliceChanges({
  desk,
  stored: { ticket },
  slices,
}: Splitting): Promise<Result<{ readonly ids: readonly TicketId[]; readonly changes: readonly Change[] }>> {
  const { backlog, author, settings } = desk;
  const kinds = extraKinds(settings);
  const prefix = kindOf(ticket.kind, kinds)?.prefix ?? KINDS[0]?.prefix ?? "TASK";
  const ids: TicketId[] = [];
  const changes: Change[] = [];
  for (const [at, slice] of slices.entries()) {
    const id = await nextId(backlog, prefix, { ids: settings.ids, dryRun: false });
    if (!id.ok) return id;
    const after = slice.after.flatMap((before) => ids[before] ?? []);
    const draft = sliceTicket(ticket, slice, { at, of: slices.length, after });
    const text = composeTicket(
      {
        ...draft,
        id: id.value,
        kind: ticket.kind,
        priority: ticket.priority,
        labels: ticket.labels,
        now: now(backlog.world),
        actor: author.actor,
        eventId: makeEventId(backlog.world.random.bytes(16)),
        told: { attributes: { split_from: ticket.id } },
      },
      kinds,
    );
    ids.push(id.value);
    changes.push({
      path: `${TICKETS_FOLDER}/${fileNameOf(id.value, slugOf(draft.title))}`,
      before: undefined,
      after: text,
    });
  }
  return ok({ ids, changes });
}

function closingEdits({ desk, stored: { ticket }, reasons }: Splitting, ids: readonly TicketId[]): readonly Edit[] {
  const { backlog, author } = desk;
  const body = `Split into ${ids.join(", ")}: ${reasons.join("; ")}.`;
  const attributes = { from: ticket.status, to: "rejected", proves: "rejected", split_into: ids.join(" ") };
  return [
    { set: "status", to: "rejected" },
    { set: "rejection", to: "split" },
    { set: "split_into", to: ids },
    { set: "related", to: [...new Set([...ticket.relations.related, ...ids])] },
    { section: "Resolution", body },
    { set: "updated", to: now(backlog.world) },
    newEvent(backlog.world, author, { kind: "close", attributes, body }),
  ];
}

/** Who waited for the whole waits for all slices now, and who stood in its way stands in theirs. */
function followerChanges(
  { backlog, author }: Desk,
  whole: string,
  ids: readonly TicketId[],
): Result<readonly Change[]> {
  const changes: Change[] = [];
  for (const summary of allTickets(backlog).summaries.filter(({ status }) => isOpen(status))) {
    const relations = (["depends_on", "blocks"] as const).filter((name) => summary[name].includes(whole));
    if (relations.length === 0) continue;
    const stored = loadTicket(backlog, summary.id);
    if (!stored.ok) return stored;
    const edits = relations.flatMap((relation): readonly Edit[] => [
      { set: relation, to: inPlaceOf(summary, relation, { whole, ids }) },
      newEvent(backlog.world, author, {
        kind: "relation",
        attributes: { relation, target: ids.join(" "), in_place_of: whole },
      }),
    ]);
    const text = editTicket(stored.value.text, [...edits, { set: "updated", to: now(backlog.world) }]);
    if (!text.ok) return text;
    changes.push({ path: stored.value.path, before: stored.value.bytes, after: text.value });
  }
  return ok(changes);
}

function inPlaceOf(
  summary: Summary,
  relation: "depends_on" | "blocks",
  { whole, ids }: { readonly whole: string; readonly ids: readonly string[] },
): readonly string[] {
  return [...new Set(summary[relation].flatMap((id) => (id === whole ? ids : [id])))];
}
