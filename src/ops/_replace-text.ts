import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { changedMeanwhile } from "../store/faults.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { transact } from "../store/write/transaction.ts";
import { checkTitle } from "../ticket/clean.ts";
import { editTicket } from "../ticket/edit.ts";
import type { Ticket } from "../ticket/model.ts";
import { readTicket } from "../ticket/read.ts";
import { type Changed, newEvent, now, openDesk } from "./_change-ticket.ts";
import { viewOfText } from "./_ticket-view.ts";
import { editedTextNotValid } from "./faults.ts";
import type { Call } from "./op.ts";

interface Replacement {
  readonly query: string;
  readonly text: string;
  readonly revision?: string | undefined;
}

/** Takes a whole edited file, after checking that it is still the same ticket and that nothing went which only verbs may change. */
export async function replaceText(
  world: World,
  call: Call,
  { query, text, revision }: Replacement,
): Promise<Result<Changed>> {
  const desk = await openDesk(world, call, `edit ${query}`);
  if (!desk.ok) return desk;
  const { backlog, writing, author } = desk.value;
  return transact(backlog, writing, () => {
    const stored = loadTicket(backlog, query);
    if (!stored.ok) return stored;
    const { path, bytes, ticket } = stored.value;
    if (revision !== undefined && revision !== stored.value.revision) return err(changedMeanwhile({ path }));
    const checked = checkText(text, ticket);
    if (!checked.ok) return checked;
    const note = newEvent(world, author, { kind: "edit", attributes: { changed: "by hand" } });
    const dated = text === stored.value.text ? ok(text) : editTicket(text, [{ set: "updated", to: now(world) }, note]);
    if (!dated.ok) return dated;
    const changed = dated.value !== stored.value.text;
    const set = { message: `${ticket.id}: edit by hand`, changes: [{ path, before: bytes, after: dated.value }] };
    return ok({
      set,
      output: { ticket: viewOfText(path, dated.value), changed, ...(call.dryRun ? { dryRun: true as const } : {}) },
    });
  });
}

function checkText(text: string, before: Ticket): Result<void> {
  const { ticket, problems } = readTicket(new TextEncoder().encode(text));
  const problem = problems.find(({ severity }) => severity === "error");
  if (ticket === undefined || problem !== undefined)
    return err(editedTextNotValid({ reason: problem?.message ?? "it is no ticket", line: problem?.line }));
  if (ticket.id !== before.id) return err(editedTextNotValid({ reason: `its id became ${ticket.id}` }));
  if (ticket.status !== before.status)
    return err(editedTextNotValid({ reason: "the status changes with docket move, which checks it" }));
  const lost = before.events.find(({ id }) => !ticket.events.some((event) => event.id === id));
  if (lost !== undefined) return err(editedTextNotValid({ reason: `the event ${lost.id} of the thread is gone` }));
  const title = checkTitle(ticket.title);
  return title.ok ? ok(undefined) : title;
}
