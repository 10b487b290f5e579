import { hash } from "node:crypto";
import { join } from "node:path";
import type { Source } from "../../discover/source.ts";
import type { Atom } from "../../evidence/atom.ts";
import { estimateAtoms } from "../../evidence/estimate/estimate.ts";
import { atomLines } from "../../plan/from-evidence/atom-lines.ts";
import type { Creation } from "../../plan/from-evidence/decisions.ts";
import { draftTicket, type FoundTicket } from "../../plan/from-evidence/draft.ts";
import { lineOf } from "../../plan/from-evidence/outside-text.ts";
import { ok, type Result } from "../../std/result.ts";
import { TICKETS_FOLDER } from "../../store/home/home.ts";
import { idChanges, nextId } from "../../store/ids.ts";
import { isTaken, ticketFiles } from "../../store/read/find-ticket.ts";
import type { Change } from "../../store/write/change.ts";
import { composeTicket } from "../../ticket/compose.ts";
import { fileNameOf, makeEventId, makeTicketId, slugOf } from "../../ticket/id.ts";
import { KINDS, kindNames, kindOf } from "../../ticket/kinds.ts";
import type { TicketId } from "../../ticket/model.ts";
import { type Desk, now } from "../_change-ticket.ts";
import { extraKinds } from "../_draft.ts";
import { blamed } from "./_blamed.ts";
import type { Looked } from "./_look-around.ts";
import type { Merging, SameTicket } from "./_merging.ts";

export interface Making {
  readonly desk: Desk;
  readonly looked: Looked;
  readonly create: readonly Creation[];
  readonly dryRun: boolean;
  readonly merging?: Merging | undefined;
}

export interface MadeTicket {
  /** None in a dry run where ids are numbers: one that is not given out means nothing. */
  readonly id?: string;
  readonly title: string;
  readonly kind: string;
  readonly priority: string;
  readonly source: string;
  readonly facts: number;
  readonly fingerprint: string;
}

export interface MadeTickets {
  readonly changes: readonly Change[];
  /** Which atoms belong to which new ticket. */
  readonly linked: readonly { readonly id: string; readonly atoms: readonly Atom[] }[];
  readonly report: { readonly created: readonly MadeTicket[] };
}

/** Writes a ticket for each group that needs one. */
export async function makeTickets(making: Making): Promise<Result<MadeTickets>> {
  const { desk, looked, create, dryRun } = making;
  const changes: Change[] = [];
  const linked: { readonly id: TicketId; readonly atoms: readonly Atom[] }[] = [];
  const created: MadeTicket[] = [];
  const taken = new Set(ticketFiles(desk.backlog));
  // Who wrote a line stands in the text alone, which a dry run does not show.
  const notes = dryRun
    ? new Map<string, string>()
    : await blamed(
        desk.backlog,
        create.map(({ atoms }) => atoms),
      );
  for (const group of create) {
    const source = looked.sources.get(group.source);
    if (source === undefined) continue;
    const draft = draftOf(desk, source, { ...group, notes });
    const id = await idFor(making, { group, draft, taken });
    if (!id.ok) return id;
    const same = making.merging?.proposalsFor(group.fingerprint) ?? [];
    const change = changeFor(desk, { id: id.value, group, draft, same });
    taken.add(change.path.slice(TICKETS_FOLDER.length + 1));
    changes.push(change);
    linked.push({ id: id.value, atoms: group.atoms });
    const { title, kind, priority } = draft;
    const { fingerprint, atoms } = group;
    const isKnown = !dryRun || desk.settings.ids !== "sequential";
    const shown = { title, kind, priority, source: source.name, facts: atoms.length, fingerprint };
    created.push({ ...(isKnown ? { id: id.value } : {}), ...shown });
  }
  const recorded = idChanges(
    desk.backlog,
    desk.settings.ids,
    linked.map(({ id }) => id),
  );
  if (!recorded.ok) return recorded;
  return ok({ changes: [...changes, ...recorded.value], linked, report: { created } });
}

function draftOf(
  { backlog, settings }: Desk,
  source: Source,
  group: Creation & { readonly notes: ReadonlyMap<string, string> },
): FoundTicket {
  const gates = Object.entries(settings.gates).flatMap(([name, command]) =>
    name === "ci" || command === undefined || command === "" ? [] : [name],
  );
  return draftTicket({
    ...group,
    advice: source.advise(group.atoms.filter((atom) => atom.source === source.name)),
    estimates: estimateAtoms(source.name, group.atoms),
    gates,
    minCriteria: settings.checks.minAcceptanceCriteria,
    policy: settings.discover.policy,
    kinds: kindNames(extraKinds(settings)),
    isThere: (path) => backlog.world.files.stat(join(backlog.home.root, path)) !== undefined,
  });
}

interface Wanted {
  readonly group: Creation;
  readonly draft: FoundTicket;
  readonly taken: ReadonlySet<string>;
}

/**
 * Two clones that find the same give it the same id, so that a sync makes one ticket of both. The id is made from the fingerprint and
 * from how many tickets it had before; where that one is taken, or ids are numbers, it is an id like any other.
 */
async function idFor({ desk, dryRun }: Making, { group, draft, taken }: Wanted): Promise<Result<TicketId>> {
  const { backlog, settings } = desk;
  const prefix = kindOf(draft.kind, extraKinds(settings))?.prefix ?? KINDS[0]?.prefix ?? "TASK";
  if (settings.ids !== "sequential") {
    const seed = `${group.fingerprint} ${group.related.length}`;
    const id = makeTicketId(prefix, new Uint8Array(hash("sha256", seed, "buffer")));
    if (!isTaken([...taken], id.slice(prefix.length + 1))) return ok(id);
  }
  return nextId(backlog, prefix, { ids: settings.ids, dryRun });
}

interface Made {
  readonly id: TicketId;
  readonly group: Creation;
  readonly draft: FoundTicket;
  readonly same: readonly SameTicket[];
}

function changeFor({ backlog, author, settings }: Desk, { id, group, draft, same }: Made): Change {
  const { world } = backlog;
  const count = group.atoms.length;
  const near = [...new Set([...group.related, ...same.map(({ ticket }) => ticket)])];
  const related = near.length === 0 ? {} : { related: near };
  const proposals = same.map(
    ({ ticket, by, reason }) =>
      `\n\n${by} takes it for the same as ${ticket}: ${lineOf(reason)} If it is, say so: docket relate ${id} duplicate_of ${ticket}`,
  );
  const text = composeTicket(
    {
      ...draft,
      id,
      now: now(world),
      actor: author.actor,
      eventId: makeEventId(world.random.bytes(40)),
      fields: { ...draft.fields, ...related },
      told: {
        attributes: { source: group.source, facts: String(count) },
        body: `Written by docket discover: ${group.source} sees this, and no ticket says it yet.\n\n${atomLines(group.atoms)}${proposals.join("")}`,
      },
    },
    extraKinds(settings),
  );
  return { path: `${TICKETS_FOLDER}/${fileNameOf(id, slugOf(draft.title))}`, before: undefined, after: text };
}
