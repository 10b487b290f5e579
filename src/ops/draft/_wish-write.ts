import type { WishDraft } from "../../plan/draft/wish-draft.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { TICKETS_FOLDER } from "../../store/home/home.ts";
import { idChanges, nextId } from "../../store/ids.ts";
import type { Change, ChangeSet } from "../../store/write/change.ts";
import { checkBody, checkTitle } from "../../ticket/clean.ts";
import { composeTicket } from "../../ticket/compose.ts";
import { fileNameOf, makeEventId, slugOf } from "../../ticket/id.ts";
import { KINDS, kindNames, kindOf } from "../../ticket/kinds.ts";
import type { FieldValue, TicketId } from "../../ticket/model.ts";
import { type Desk, now } from "../_change-ticket.ts";
import { extraKinds } from "../_draft.ts";
import { type TicketLine, viewOfText } from "../_ticket-view.ts";
import { kindUnknown } from "../faults.ts";

/** A draft with its places among the drafts of the same plan. */
export interface Placed {
  readonly draft: WishDraft;
  readonly labels: readonly string[];
  /** Place of the draft that it is a part of. */
  readonly parent?: number | undefined;
  /** Places of the drafts that come first. */
  readonly after: readonly number[];
  /** Places of the drafts that work on the same. */
  readonly related: readonly number[];
}

export interface Written {
  readonly set: ChangeSet;
  readonly tickets: readonly TicketLine[];
}

/** Decides on ids and makes the files, all of one transaction. Called under the lock. */
export async function writeDrafts(desk: Desk, drafts: readonly Placed[], dryRun: boolean): Promise<Result<Written>> {
  const { backlog, settings } = desk;
  const ids: TicketId[] = [];
  for (const { draft } of drafts) {
    const kind = kindOf(draft.kind.name, extraKinds(settings));
    if (kind === undefined) return err(kindUnknown({ kind: draft.kind.name, known: kindNames(extraKinds(settings)) }));
    const id = await freshId(desk, { prefix: kind.prefix, dryRun, taken: ids });
    if (!id.ok) return id;
    ids.push(id.value);
  }
  const changes: Change[] = [];
  const tickets: TicketLine[] = [];
  for (const [at, placed] of drafts.entries()) {
    const change = changeFor(desk, placed, { at, ids });
    if (!change.ok) return change;
    changes.push(change.value);
    tickets.push(viewOfText(change.value.path, change.value.after));
  }
  const recorded = idChanges(backlog, settings.ids, ids);
  if (!recorded.ok) return recorded;
  const [first] = tickets;
  const message = tickets.length === 1 ? `${first?.id}: ${first?.title}` : `Draft ${tickets.length} tickets`;
  return ok({ set: { message, changes: [...changes, ...recorded.value] }, tickets });
}

interface IdWish {
  readonly prefix: string;
  readonly dryRun: boolean;
  readonly taken: readonly TicketId[];
}

/** A dry run gives no number out, so numbers come twice there; nobody gets to keep them. */
async function freshId({ backlog, settings }: Desk, { prefix, dryRun, taken }: IdWish): Promise<Result<TicketId>> {
  for (;;) {
    const id = await nextId(backlog, prefix, { ids: settings.ids, dryRun });
    const isFree =
      !id.ok || settings.ids === "sequential" || !taken.some((one) => suffixOf(one) === suffixOf(id.value));
    if (isFree) return id;
  }
}

const suffixOf = (id: string): string => id.slice(id.indexOf("-"));

function changeFor(
  { backlog, author, settings }: Desk,
  { draft, labels, parent, after, related }: Placed,
  { at, ids }: { readonly at: number; readonly ids: readonly TicketId[] },
): Result<Change & { readonly after: string }> {
  const { world } = backlog;
  const id = ids[at];
  if (id === undefined) throw new Error(`draft ${at} has no id`);
  const title = checkTitle(draft.title);
  if (!title.ok) return title;
  const body = checkBody(draft.body);
  if (!body.ok) return body;
  const kind = kindOf(draft.kind.name, extraKinds(settings)) ?? KINDS[0];
  const text = composeTicket(
    {
      id,
      title: title.value,
      kind: draft.kind.name,
      priority: draft.priority ?? kind?.priority ?? "P2",
      now: now(world),
      actor: author.actor,
      eventId: makeEventId(world.random.bytes(16)),
      labels: [...new Set([...draft.tags.map(({ label }) => label), ...labels])],
      fields: { ...draft.fields, ...relationsOf(draft, { parent, after, related, ids }) },
      body: body.value,
      told: { attributes: { drafted: "yes" } },
    },
    extraKinds(settings),
  );
  return ok({ path: `${TICKETS_FOLDER}/${fileNameOf(id, slugOf(title.value))}`, before: undefined, after: text });
}

function relationsOf(
  { fields }: WishDraft,
  { parent, after, related, ids }: Pick<Placed, "parent" | "after" | "related"> & { readonly ids: readonly TicketId[] },
): Readonly<Record<string, FieldValue>> {
  const own = Array.isArray(fields.depends_on) ? fields.depends_on : [];
  const first = [...new Set([...own, ...after.flatMap((place) => ids[place] ?? [])])];
  const above = parent === undefined ? undefined : ids[parent];
  const known = Array.isArray(fields.related) ? fields.related : [];
  const near = [...new Set([...known, ...related.flatMap((place) => ids[place] ?? [])])];
  return {
    ...(first.length === 0 ? {} : { depends_on: first }),
    ...(above === undefined ? {} : { parent: above }),
    ...(near.length === 0 ? {} : { related: near }),
  };
}
