import { join } from "node:path";
import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { EPICS_FILE } from "../store/epics-file.ts";
import { MAX_STATE_BYTES } from "../store/limits.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { transact } from "../store/write/transaction.ts";
import { checkTitle } from "../ticket/clean.ts";
import { checkField } from "../ticket/fields.ts";
import { openDesk } from "./_change-ticket.ts";
import { checkEpicId } from "./_epic-id.ts";
import { epicViews } from "./_epics.ts";
import { type InputOf, op } from "./op.ts";

const input = {
  id: { type: "string", required: true, position: 0, describe: "Id of the epic, such as E-sign-in." },
  title: { type: "string", short: "t", describe: "What it is about; with a title a new epic is made." },
  priority: { type: "string", short: "p", describe: "P0 to P3.", word: "priority" },
  status: {
    type: "string",
    short: "s",
    values: ["active", "paused", "done", "pending", "complete"],
    describe: "How it stands.",
  },
  enqueue: {
    type: "strings",
    describe: "Put this ticket at the end of the queue; one that is in it moves there.",
    word: "ticket",
  },
  dequeue: { type: "strings", describe: "Take this ticket out of the queue.", word: "ticket" },
} as const;

/** Shows, makes or changes one epic. */
export const epicOp = op({
  name: "epic",
  summary: "Show, make or change an epic and its queue",
  about:
    "Without flags the epic is shown. With --title one that is not there is made. The queue says in which order docket next offers the tickets. Comments in epics.yaml stay.",
  examples: [
    'docket epic E-sign-in --title "Sign in without a password" --priority P1',
    "docket epic E-sign-in --enqueue k3f --enqueue m4t",
    "docket epic E-sign-in --status done",
  ],
  group: "plan",
  effect: "write",
  input,
  async run(world, call, given) {
    const desk = await openDesk(world, call, `epic ${given.id}`);
    if (!desk.ok) return desk;
    const { backlog, writing } = desk.value;
    const wish = checkWish(given);
    if (!wish.ok) return wish;
    return transact(backlog, writing, async () => {
      const read = world.files.read(join(backlog.home.folder, EPICS_FILE), MAX_STATE_BYTES);
      if (!read.ok && read.fault.code !== "file-not-found") return read;
      const before = read.ok ? read.value : undefined;
      const text = read.ok ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.value) : "";
      const after = await edited(backlog, text, wish.value);
      if (!after.ok) return after;
      const changed = after.value !== text;
      const changes = changed ? [{ path: EPICS_FILE, before, after: after.value }] : [];
      const { readEpics } = await import("../store/settings/epics.ts");
      const epic = epicViews(backlog, readEpics(after.value).epics).epics.find(({ id }) => id === given.id);
      const output = { epic, changed, ...(call.dryRun ? { dryRun: true } : {}) };
      return ok({ set: { message: `${given.id}: change the epic`, changes }, output });
    });
  },
});

type Wish = InputOf<typeof input>;

/** Checks what stands for itself, before anything is read. */
function checkWish(given: Wish): Result<Wish> {
  const id = checkEpicId(given.id);
  if (!id.ok) return id;
  const title = given.title === undefined ? ok(undefined) : checkTitle(given.title);
  if (!title.ok) return title;
  const priority = given.priority === undefined ? ok(undefined) : checkField("priority", given.priority);
  if (!priority.ok) return priority;
  const known = priority.value === undefined ? undefined : String(priority.value);
  return ok({ ...given, title: title.value, priority: known });
}

/** The registry's text with the wish in it. */
async function edited(backlog: Backlog, text: string, wish: Wish): Promise<Result<string>> {
  const { addEpic, dequeue, enqueue } = await import("../store/settings/edit-epics.ts");
  const { changeEpic } = await import("../store/settings/change-epic.ts");
  const { readEpics } = await import("../store/settings/epics.ts");
  const { id, title, priority, status } = wish;
  const isNew = !readEpics(text).epics.some((epic) => epic.id === id);
  let next =
    isNew && title !== undefined
      ? addEpic(text, { id, title, ...(priority === undefined ? {} : { priority }) })
      : ok(text);
  const fields = Object.fromEntries(
    Object.entries({ title, priority, status }).filter(([, value]) => value !== undefined),
  );
  next = next.ok ? changeEpic(next.value, id, fields) : next;
  for (const query of wish.enqueue ?? []) {
    if (!next.ok) return next;
    const found = findTicket(backlog, query);
    if (!found.ok) return found;
    next = enqueue(next.value, { epic: id, ticket: found.value.id });
  }
  for (const query of wish.dequeue ?? []) {
    if (!next.ok) return next;
    const found = findTicket(backlog, query);
    // A ticket that is gone can still be taken out: by its exact id.
    next = dequeue(next.value, { epic: id, ticket: found.ok ? found.value.id : query });
  }
  return next;
}
