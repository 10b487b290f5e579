import { join } from "node:path";
import { suppresses } from "../../evidence/outcome.ts";
import { mergeOutcomes, type Outcomes, printOutcomes, readOutcomes } from "../../evidence/outcome-file.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { readBytes } from "../read/read-ticket.ts";
import type { Change } from "../write/change.ts";
import { OUTCOMES_FOLDER, outcomePath } from "./places.ts";

/** The records of one ticket as they stand on disk. */
export interface StoredOutcomes {
  readonly ticket: string;
  readonly outcomes: Outcomes;
  readonly bytes: Uint8Array | undefined;
  /** Why the file is none of outcomes; then it is never written (I5). */
  readonly broken?: string;
}

/** Reads what became of a ticket's problem; no records where there is no file. */
export function loadOutcomes(backlog: Backlog, ticket: string): Result<StoredOutcomes> {
  const read = readBytes(backlog, outcomePath(ticket), MAX_STATE_BYTES);
  if (!read.ok) return read.fault.code === "file-not-found" ? ok({ ticket, outcomes: [], bytes: undefined }) : read;
  const outcomes = readOutcomes(new TextDecoder().decode(read.value));
  const bytes = read.value;
  return ok(
    outcomes.ok ? { ticket, outcomes: outcomes.value, bytes } : { ticket, outcomes: [], bytes, broken: outcomes.fault },
  );
}

/** What to write so that the file holds these records; nothing where they are the same. */
export function outcomeChanges({ ticket, outcomes, bytes, broken }: StoredOutcomes, now: Outcomes): readonly Change[] {
  if (broken !== undefined || now === outcomes || now.length === 0) return [];
  return [{ path: outcomePath(ticket), before: bytes, after: printOutcomes(now) }];
}

/** Ids of the tickets that have records. */
export function ticketsWithOutcomes({ home, world }: Backlog): readonly string[] {
  const listed = world.files.list(join(home.folder, OUTCOMES_FOLDER));
  const names = listed.ok ? listed.value.filter((name) => name.endsWith(".json")) : [];
  return names.map((name) => name.slice(0, -".json".length)).sort();
}

/** Tickets whose outcome keeps facts silent. */
export function silencingOutcomes(
  backlog: Backlog,
): ReadonlyMap<string, { readonly outcome: "resolved" | "duplicate" | "superseded" }> {
  return new Map(
    ticketsWithOutcomes(backlog).flatMap((ticket) => {
      const stored = loadOutcomes(backlog, ticket);
      const last = stored.ok ? stored.value.outcomes.at(-1) : undefined;
      if (last === undefined || !suppresses(last)) return [];
      const { state } = last;
      const outcome = state === "duplicate" || state === "superseded" ? state : ("resolved" as const);
      return [[ticket, { outcome }] as const];
    }),
  );
}

/** Two clones' files of one ticket as one; undefined where one of them cannot be read. */
export function mergeOutcomeFiles(ours: string, theirs: string): string | undefined {
  const [one, other] = [readOutcomes(ours), readOutcomes(theirs)];
  return one.ok && other.ok ? printOutcomes(mergeOutcomes(one.value, other.value)) : undefined;
}
