import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Author, resolveAuthor } from "../store/actor.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { changedMeanwhile } from "../store/faults.ts";
import { loadTicket, type StoredTicket } from "../store/read/read-ticket.ts";
import type { Settings } from "../store/settings/schema.ts";
import { loadSettings } from "../store/settings-cache.ts";
import { transact, type Writing } from "../store/write/transaction.ts";
import { editTicket } from "../ticket/edit.ts";
import { makeEventId } from "../ticket/id.ts";
import { formatInstant } from "../ticket/instant.ts";
import type { Edit, Instant, NewEvent } from "../ticket/model.ts";
import { type TicketLine, viewOfText } from "./_ticket-view.ts";
import type { Call } from "./op.ts";

/** What a verb that writes has at hand. */
export interface Desk {
  readonly backlog: Backlog;
  readonly author: Author;
  readonly settings: Settings;
  readonly writing: Writing;
}

/** Opens the backlog for writing: finds it, says who writes, reads the settings. */
export async function openDesk(world: World, call: Call, command: string): Promise<Result<Desk>> {
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const [author, settings] = await Promise.all([resolveAuthor(world, call), loadSettings(backlog.value)]);
  if (!author.ok) return author;
  if (!settings.ok) return settings;
  const writing = { author: author.value, command, dryRun: call.dryRun, lockWaitMs: settings.value.lock.waitMs };
  return ok({ backlog: backlog.value, author: author.value, settings: settings.value, writing });
}

/** What a verb wants done to one ticket. */
export interface Wish {
  readonly edits: readonly Edit[];
  /** First line of the commit, without the id: `Move to refined`. */
  readonly message: string;
  /** The event that tells of the edits (I3), where they do not bring one of their own; left out when they change nothing. */
  readonly note?: Edit;
}

export interface TicketChange {
  readonly query: string;
  /** The verb, for those who wait for the lock. */
  readonly verb: string;
  /** Refuse when the file is no longer at this revision. */
  readonly revision?: string | undefined;
}

export interface Changed {
  readonly ticket: TicketLine;
  readonly changed: boolean;
  readonly dryRun?: true;
}

/** Where a verb was asked, and by whom. */
export interface Asked {
  readonly world: World;
  readonly call: Call;
}

/** The common shape of every verb that changes one ticket: read under the lock, decide, write, show the outcome. */
export async function changeTicket(
  { world, call }: Asked,
  change: TicketChange,
  decide: (stored: StoredTicket, desk: Desk) => Result<Wish>,
): Promise<Result<Changed>> {
  const desk = await openDesk(world, call, `${change.verb} ${change.query}`);
  if (!desk.ok) return desk;
  return transact(desk.value.backlog, desk.value.writing, () => {
    const stored = loadTicket(desk.value.backlog, change.query);
    if (!stored.ok) return stored;
    const { path, bytes, text, ticket, revision } = stored.value;
    if (change.revision !== undefined && change.revision !== revision) return err(changedMeanwhile({ path }));
    const wish = decide(stored.value, desk.value);
    if (!wish.ok) return wish;
    const edited = editText(world, text, wish.value);
    if (!edited.ok) return edited;
    const set = {
      message: `${ticket.id}: ${wish.value.message}`,
      changes: [{ path, before: bytes, after: edited.value }],
    };
    const changed = edited.value !== text;
    const output = {
      ticket: viewOfText(path, edited.value),
      changed,
      ...(call.dryRun ? { dryRun: true as const } : {}),
    };
    return ok({ set, output });
  });
}

/** An edit that changes nothing does not touch the time of the last change either. */
function editText(world: World, text: string, { edits, note }: Wish): Result<string> {
  const edited = edits.length === 0 ? ok(text) : editTicket(text, edits);
  return !edited.ok || edited.value === text
    ? edited
    : editTicket(edited.value, [touched(world), ...(note === undefined ? [] : [note])]);
}

/** An event by the one who writes, now. */
export function newEvent(world: World, author: Author, event: Omit<NewEvent, "id" | "at" | "actor">): Edit {
  return { event: { ...event, id: makeEventId(world.random.bytes(16)), actor: author.actor, at: now(world) } };
}

export const now = (world: World): Instant => formatInstant(world.clock.now());

const touched = (world: World): Edit => ({ set: "updated", to: now(world) });
