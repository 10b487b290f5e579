import { join } from "node:path";
import { fileNotFound } from "../../ports/faults.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Problem, Revision, Ticket } from "../../ticket/model.ts";
import { readTicket } from "../../ticket/read.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Backlog } from "../backlog.ts";
import { outsideRoot, ticketBroken } from "../faults.ts";
import { steadily } from "../index/steadily.ts";
import { MAX_TICKET_BYTES } from "../limits.ts";
import { standing } from "../write/apply.ts";
import { readJournal, recordedBytes } from "../write/journal.ts";
import type { Journal, JournalChange } from "../write/journal-shape.ts";
import { findTicket, type Location } from "./find-ticket.ts";

/** A ticket as it stands on disk, with what is needed to change it. */
export interface StoredTicket {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly revision: Revision;
  readonly ticket: Ticket;
  readonly problems: readonly Problem[];
}

/** Finds and reads one ticket. */
export function loadTicket(backlog: Backlog, query: string): Result<StoredTicket> {
  const loaded = loadOnce(backlog, query);
  if (loaded.ok || !/^(?:ticket|file)-not-found$/.test(loaded.fault.code)) return loaded;
  // A file that was given another name meanwhile is found by neither: only a folder that stands still says that there is none.
  return steadily(backlog, () => loadOnce(backlog, query));
}

function loadOnce(backlog: Backlog, query: string): Result<StoredTicket> {
  const found = findTicket(backlog, query);
  return found.ok ? readStored(backlog, found.value) : found;
}

/** Reads the ticket at a location; a file that cannot be understood is a fault and stays as it is (I5). */
export function readStored(backlog: Backlog, { path }: Pick<Location, "path">): Result<StoredTicket> {
  return understood(path, readBytes(backlog, path));
}

/** The same for many: what a crash left unfinished is read once, and not again for each of thousands. */
export function storedReader(backlog: Backlog): (at: Pick<Location, "path">) => Result<StoredTicket> {
  const unfinished = changesByPath(backlog);
  return ({ path }) => understood(path, readStanding(backlog, { path, pending: unfinished.get(path) }));
}

function understood(path: string, read: Result<Uint8Array>): Result<StoredTicket> {
  if (!read.ok) return read;
  const { text, ticket, problems } = readTicket(read.value);
  if (text === undefined || ticket === undefined) {
    const first = problems.find(({ severity }) => severity === "error");
    return err(ticketBroken({ path, line: first?.line, reason: first?.message ?? "it is not a ticket" }));
  }
  return ok({
    ...{ path, bytes: read.value, text, ticket, problems },
    // Most readers never ask for it.
    get revision() {
      return revisionOf(read.value);
    },
  });
}

/** The bytes of a file of the backlog, as an unfinished transaction will leave them. */
export function readBytes(backlog: Backlog, path: string, maxBytes = MAX_TICKET_BYTES): Result<Uint8Array> {
  const { changes } = readJournal(backlog.world.files, backlog.home) ?? NOTHING;
  return readStanding(backlog, { path, pending: changes.find((change) => change.path === path), maxBytes });
}

const NOTHING: Pick<Journal, "changes"> = { changes: [] };

function changesByPath({ home, world }: Backlog): ReadonlyMap<string, JournalChange> {
  const { changes } = readJournal(world.files, home) ?? NOTHING;
  return new Map(changes.map((change) => [change.path, change]));
}

interface Standing {
  readonly path: string;
  /** What an unfinished transaction does to the file. */
  readonly pending: JournalChange | undefined;
  readonly maxBytes?: number;
}

function readStanding({ home, world }: Backlog, { path, pending, maxBytes }: Standing): Result<Uint8Array> {
  const absolute = join(home.folder, path);
  if (pending !== undefined && standing(world.files, home.folder, pending) === "before") {
    const outcome = recordedBytes(pending);
    return outcome === null ? err(fileNotFound({ path: absolute })) : ok(outcome);
  }
  if (world.files.stat(absolute)?.isSymbolicLink() === true) {
    const real = world.files.realPath(absolute);
    if (real === undefined || !real.startsWith(`${world.files.realPath(home.folder) ?? home.folder}/`))
      return err(outsideRoot({ path }));
  }
  return world.files.read(absolute, maxBytes ?? MAX_TICKET_BYTES);
}
