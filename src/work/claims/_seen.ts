import { join } from "node:path";
import { parseJson } from "../../std/json.ts";
import { readText } from "../../store/state-file.ts";
import type { Desk } from "./_desk.ts";
import type { Claim } from "./claim.ts";
import { MAX_SEEN } from "./limits.ts";

/** When this clone first saw a claim of another one in the state it is in, on a clock that nobody sets. */
interface Seen {
  readonly commit: string;
  readonly atMs: number;
}

type Notes = Readonly<Record<string, Seen>>;

/** What this clone has seen of the claims of others. */
export interface Watched {
  /** How long a claim has stood still before our eyes; 0 when we see it so for the first time. */
  stillMs(claim: Claim): number;
}

export function watched(desk: Desk): Watched {
  const notes = readNotes(desk);
  const now = desk.world.clock.monotonic();
  return {
    stillMs: ({ ticket, commit }) => {
      const seen = notes[ticket];
      return seen?.commit === commit ? now - seen.atMs : 0;
    },
  };
}

/**
 * Notes what claims of other clones look like now. Two processes that write at once may lose a note: then the span begins
 * later, never earlier.
 */
export function watchClaims(desk: Desk, claims: readonly Claim[]): void {
  const before = readNotes(desk);
  const atMs = desk.world.clock.monotonic();
  const fresh = claims.filter((claim) => claim.clone !== desk.clone && before[claim.ticket]?.commit !== claim.commit);
  if (fresh.length === 0) return;
  const notes = new Map(Object.entries(before));
  for (const { ticket, commit } of fresh) {
    notes.delete(ticket);
    notes.set(ticket, { commit, atMs });
  }
  const seen = Object.fromEntries([...notes].slice(-MAX_SEEN));
  const text = `${JSON.stringify({ version: 1, boot: bootOf(desk), seen })}\n`;
  // Only a note: where it cannot be kept, the claim of another clone stays live for longer.
  desk.world.files.writeAtomic(pathOf(desk), new TextEncoder().encode(text));
}

/** The monotonic clock begins anew with the machine: notes of an earlier run of it are worth nothing. */
function readNotes(desk: Desk): Notes {
  const text = readText(desk.world.files, pathOf(desk));
  const value = text === undefined ? undefined : parseJson(text);
  if (!isRecord(value) || value.version !== 1 || value.boot !== bootOf(desk) || !isRecord(value.seen)) return {};
  const now = desk.world.clock.monotonic();
  return Object.fromEntries(
    Object.entries(value.seen).flatMap(([ticket, seen]) => (isSeen(seen) && seen.atMs <= now ? [[ticket, seen]] : [])),
  );
}

const bootOf = (desk: Desk): string => desk.world.processes.self().boot;

const pathOf = ({ home }: Desk): string => join(home.privateFolder, "claims-seen.json");

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isSeen = (value: unknown): value is Seen =>
  isRecord(value) && typeof value.commit === "string" && typeof value.atMs === "number";
