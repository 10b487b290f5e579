import { join } from "node:path";
import type { World } from "../ports/world.ts";
import type { Fault } from "../std/fault.ts";
import { err, type Result } from "../std/result.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import { revisionOf } from "../ticket/revision.ts";
import type { Changed } from "./_change-ticket.ts";
import { replaceText } from "./_replace-text.ts";
import { nothingToDo } from "./faults.ts";
import type { Call } from "./op.ts";

/** Where texts go that were not taken, inside the private folder. */
const KEPT_FOLDER = "edits";

/** Opens the editor without holding the lock; the outcome is taken only if the file has not changed meanwhile. */
export async function editByHand(world: World, call: Call, query: string): Promise<Result<Changed>> {
  if (call.door === "agent") return err(nothingToDo({ verb: "edit" }));
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const stored = loadTicket(backlog.value, query);
  if (!stored.ok) return stored;
  const { path, text, revision, ticket } = stored.value;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const edited = await world.editor.edit(name, text);
  if (!edited.ok) return edited;
  const taken = await replaceText(world, call, { query: ticket.id, text: edited.value, revision });
  if (taken.ok) return taken;
  return err(keepText(backlog.value, { id: ticket.id, name, text: edited.value, fault: taken.fault }));
}

interface Refused {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly fault: Fault;
}

/** What a person wrote is not lost when it cannot be taken: it is kept whole, and the hint says where. */
function keepText({ home, world }: Backlog, { id, name, text, fault }: Refused): Fault {
  const folder = join(home.privateFolder, KEPT_FOLDER);
  const bytes = new TextEncoder().encode(text);
  const path = join(folder, `${revisionOf(bytes)}-${name}`);
  const made = world.files.makeFolder(folder);
  const kept = made.ok ? world.files.writeAtomic(path, bytes) : made;
  if (!kept.ok) return fault;
  const hint = `your text is kept in ${path}; mend it there and give it with: docket edit ${id} --text - < ${quoted(path)}`;
  return { ...fault, hint };
}

const quoted = (path: string): string => (/^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
