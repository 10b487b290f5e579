import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { TICKETS_FOLDER } from "../store/home/home.ts";
import { idChanges, nextId } from "../store/ids.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { transact } from "../store/write/transaction.ts";
import { composeTicket } from "../ticket/compose.ts";
import { fileNameOf, makeEventId, slugOf } from "../ticket/id.ts";
import type { FieldValue } from "../ticket/model.ts";
import { now, openDesk } from "./_change-ticket.ts";
import { checkDraft } from "./_draft.ts";
import { viewOfText } from "./_ticket-view.ts";
import { type InputOf, op } from "./op.ts";

const input = {
  title: { type: "string", required: true, position: 0, describe: "What is to be done, in one line." },
  kind: {
    type: "string",
    default: "task",
    short: "k",
    describe: "Kind of ticket; decides prefix, template and default priority.",
    word: "kind",
  },
  priority: { type: "string", short: "p", describe: "P0 to P3, or critical, high, medium, low.", word: "priority" },
  label: { type: "strings", short: "l", describe: "A label.", word: "label" },
  body: {
    type: "string",
    short: "b",
    stdin: true,
    describe: "Text of the ticket in Markdown; `##` headings fill the sections of that name.",
  },
  epic: { type: "string", describe: "Epic it belongs to.", word: "id" },
  assignee: { type: "string", describe: "Who is to do it.", word: "name" },
  depends_on: { type: "strings", describe: "Ticket that must be done first.", word: "id" },
  parent: { type: "string", describe: "Ticket it is a part of.", word: "id" },
  set: { type: "strings", describe: "Any other field, as key=value.", word: "key=value" },
} as const;

/** Writes a new ticket. Asks nothing, needs only a title. */
export const newOp = op({
  name: "new",
  summary: "Write a new ticket",
  about:
    "Needs only a title and never asks. The rest can be filled in later with docket edit; the template of the kind shows what is useful.",
  examples: [
    'docket new "Sign in with a passkey" --kind feature --priority high --label auth',
    'docket new "Crash on an empty cart" -k bug --body "Steps: open the cart, press pay."',
    'docket new "Read the body from a pipe" --body - < notes.md',
  ],
  group: "tickets",
  effect: "write",
  tool: "Create a ticket. Only title is needed. Returns its id.",
  input,
  async run(world, call, given) {
    const desk = await openDesk(world, call, "new");
    if (!desk.ok) return desk;
    const draft = checkDraft(given, desk.value.settings);
    if (!draft.ok) return draft;
    const { backlog, author, writing, settings } = desk.value;
    return transact(backlog, writing, async () => {
      const related = resolveRelated(backlog, given);
      if (!related.ok) return related;
      const id = await nextId(backlog, draft.value.prefix, { ids: settings.ids, dryRun: call.dryRun });
      if (!id.ok) return id;
      const base = { id: id.value, now: now(world), actor: author.actor, eventId: makeEventId(world.random.bytes(16)) };
      const fields = { ...draft.value.fields, ...related.value };
      const text = composeTicket({ ...draft.value, ...base, fields }, draft.value.kinds);
      const path = `${TICKETS_FOLDER}/${fileNameOf(id.value, slugOf(draft.value.title))}`;
      const recorded = idChanges(backlog, settings.ids, [id.value]);
      if (!recorded.ok) return recorded;
      const changes = [{ path, before: undefined, after: text }, ...recorded.value];
      const set = { message: `${id.value}: ${draft.value.title}`, changes };
      return ok({ set, output: { ticket: viewOfText(path, text), ...(call.dryRun ? { dryRun: true } : {}) } });
    });
  },
});

/** Ids given as beginnings become whole ids; a relation to nothing is refused here, where it is easy to mend. */
function resolveRelated(backlog: Backlog, given: InputOf<typeof input>): Result<Readonly<Record<string, FieldValue>>> {
  const fields: Record<string, FieldValue> = {};
  const targets: string[] = [];
  for (const query of given.depends_on ?? []) {
    const found = findTicket(backlog, query);
    if (!found.ok) return found;
    if (!targets.includes(found.value.id)) targets.push(found.value.id);
  }
  if (targets.length > 0) fields.depends_on = targets;
  if (given.parent !== undefined) {
    const found = findTicket(backlog, given.parent);
    if (!found.ok) return found;
    fields.parent = found.value.id;
  }
  return ok(fields);
}
