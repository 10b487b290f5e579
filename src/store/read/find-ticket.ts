import { err, ok, type Result } from "../../std/result.ts";
import { idOfFileName } from "../../ticket/id.ts";
import type { TicketId } from "../../ticket/model.ts";
import type { Backlog } from "../backlog.ts";
import { idNotValid, ticketAmbiguous, ticketNotFound } from "../faults.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { ticketNames } from "../index/ticket-names.ts";
import { readJournal } from "../write/journal.ts";

/** Where a ticket is. */
export interface Location {
  readonly id: TicketId;
  /** Path from the backlog's folder. */
  readonly path: string;
}

/** What may be typed for a ticket: an id or any beginning of it, with or without its prefix. */
const QUERY = /^(?:[A-Za-z][A-Za-z0-9]{0,15}-?)?[A-Za-z0-9]{0,32}$/;

/**
 * Finds a ticket by its id, or by any unique beginning of the id or of its random part. Only file names are looked at: this is
 * the fast path of every verb that names one ticket.
 */
export function findTicket(backlog: Backlog, query: string): Result<Location> {
  const asked = query.trim();
  if (asked === "" || !QUERY.test(asked)) return err(idNotValid({ query }));
  const wanted = asked.toLowerCase();
  const locations = ticketLocations(backlog, (name) => name.toLowerCase().includes(wanted));
  const exact = locations.filter(({ id }) => id.toLowerCase() === wanted);
  const matches = exact.length > 0 ? exact : locations.filter(({ id }) => beginsWith(id.toLowerCase(), wanted));
  const [first, second] = matches;
  if (first === undefined) return err(ticketNotFound({ query }));
  if (second !== undefined)
    return err(ticketAmbiguous({ query, matches: matches.map(({ id, path }) => (exact.length > 0 ? path : id)) }));
  return ok(first);
}

/** Every ticket file that is named after an id, an unfinished transaction's included. */
export function ticketLocations(backlog: Backlog, mayBe: (name: string) => boolean = () => true): readonly Location[] {
  const locations: Location[] = [];
  for (const name of currentNames(backlog)) {
    if (!mayBe(name)) continue;
    const id = idOfFileName(name.slice(name.lastIndexOf("/") + 1));
    if (id !== undefined) locations.push({ id, path: `${TICKETS_FOLDER}/${name}` });
  }
  return locations;
}

/** Paths of all ticket files, whatever they are named. */
export function ticketPaths(backlog: Backlog): readonly string[] {
  return [...currentNames(backlog)].map((name) => `${TICKETS_FOLDER}/${name}`);
}

/** Names under tickets/ as an unfinished transaction will leave them. */
function currentNames({ home, world }: Backlog): ReadonlySet<string> {
  const names = new Set(ticketNames(world.files, home.folder));
  for (const { path, after } of readJournal(world.files, home)?.changes ?? []) {
    if (!path.startsWith(`${TICKETS_FOLDER}/`)) continue;
    const name = path.slice(TICKETS_FOLDER.length + 1);
    if (after === null) names.delete(name);
    else names.add(name);
  }
  return names;
}

const beginsWith = (id: string, wanted: string): boolean =>
  id.startsWith(wanted) || id.slice(id.indexOf("-") + 1).startsWith(wanted);
