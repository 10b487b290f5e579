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

const isQuery = (text: string): boolean => text !== "" && QUERY.test(text);

/**
 * Finds a ticket by its id, or by any unique beginning of the id or of its random part. Only file names are looked at: this is
 * the fast path of every verb that names one ticket.
 */
export function findTicket(backlog: Backlog, query: string): Result<Location> {
  const asked = query.trim();
  if (!isQuery(asked)) return err(idNotValid({ query }));
  const wanted = asked.toLowerCase();
  const locations = locate(namesHolding(ticketFiles(backlog), wanted));
  const exact = locations.filter(({ id }) => id.toLowerCase() === wanted);
  const matches = exact.length > 0 ? exact : locations.filter(({ id }) => beginsWith(id.toLowerCase(), wanted));
  const [first, second] = matches;
  if (first === undefined) return err(ticketNotFound({ query }));
  if (second !== undefined)
    return err(ticketAmbiguous({ query, matches: matches.map(({ id, path }) => (exact.length > 0 ? path : id)) }));
  return ok(first);
}

/** Where the tickets of some ids are; an id that no file is named after is left out. */
export function locationsOf(backlog: Backlog, ids: readonly string[]): ReadonlyMap<string, Location> {
  if (ids.length === 0) return new Map();
  const namesWith = nameSearch(ticketFiles(backlog));
  return new Map(
    ids.flatMap((id): readonly (readonly [string, Location])[] => {
      // An id of somebody's own making may hold anything; no file is named after such a one.
      const location = isQuery(id) ? locate(namesWith(id.toLowerCase())).find((one) => one.id === id) : undefined;
      return location === undefined ? [] : [[id, location]];
    }),
  );
}

/** Every ticket file that is named after an id. */
export const ticketLocations = (backlog: Backlog): readonly Location[] => locate(ticketFiles(backlog));

/** Whether any ticket file has this random part or number in its name. */
export const isTaken = (names: readonly string[], suffix: string): boolean =>
  namesHolding(names, `-${suffix}`).length > 0;

/** Names of all ticket files, those of an unfinished transaction included. */
export function ticketFiles({ home, world }: Backlog): readonly string[] {
  const listed = ticketNames(world.files, home.folder);
  const pending = readJournal(world.files, home)?.changes ?? [];
  if (pending.length === 0) return listed;
  const names = new Set(listed);
  for (const { path, after } of pending) {
    if (!path.startsWith(`${TICKETS_FOLDER}/`)) continue;
    const name = path.slice(TICKETS_FOLDER.length + 1);
    if (after === null) names.delete(name);
    else names.add(name);
  }
  return [...names];
}

/** Paths of all ticket files, from the backlog's folder. */
export const ticketPaths = (backlog: Backlog): readonly string[] =>
  ticketFiles(backlog).map((name) => `${TICKETS_FOLDER}/${name}`);

function locate(names: readonly string[]): readonly Location[] {
  return names.flatMap((name) => {
    const id = idOfFileName(name.slice(name.lastIndexOf("/") + 1));
    return id === undefined ? [] : [{ id, path: `${TICKETS_FOLDER}/${name}` }];
  });
}

const namesHolding = (names: readonly string[], wanted: string): readonly string[] => nameSearch(names)(wanted);

/** Finds names that hold a text, in one long text: a loop over ten thousand names costs a cold process ten times as much. */
function nameSearch(names: readonly string[]): (wanted: string) => readonly string[] {
  const text = `\n${names.join("\n")}\n`;
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return (wanted) => names.filter((name) => name.toLowerCase().includes(wanted));
  return (wanted) => {
    const found: string[] = [];
    for (let at = lower.indexOf(wanted); at >= 0; ) {
      const end = text.indexOf("\n", at);
      found.push(text.slice(text.lastIndexOf("\n", at) + 1, end));
      at = lower.indexOf(wanted, end);
    }
    return found;
  };
}

const beginsWith = (id: string, wanted: string): boolean =>
  id.startsWith(wanted) || id.slice(id.indexOf("-") + 1).startsWith(wanted);
