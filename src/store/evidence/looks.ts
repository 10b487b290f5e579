import { parseJson } from "../../std/json.ts";
import { parseInstant } from "../../ticket/instant.ts";
import type { Instant } from "../../ticket/model.ts";
import type { Backlog } from "../backlog.ts";
import { readBytes } from "../read/read-ticket.ts";
import type { Change } from "../write/change.ts";
import { LOOKS_FILE } from "./places.ts";

/** The last time a source looked at all there is. */
export interface WholeLook {
  readonly at: Instant;
  readonly run: string;
}

export type Looks = ReadonlyMap<string, WholeLook>;

export interface StoredLooks {
  readonly looks: Looks;
  readonly bytes: Uint8Array | undefined;
}

/** Reads when each source looked last; what cannot be understood counts as never. */
export function readLooks(backlog: Backlog): StoredLooks {
  const read = readBytes(backlog, LOOKS_FILE);
  return read.ok ? { looks: parseLooks(read.value), bytes: read.value } : { looks: new Map(), bytes: undefined };
}

/**
 * What to write when these sources have looked. A day is told once: a run that found nothing new leaves no commit behind, unless
 * the day before yesterday would else be the last one known.
 */
export function looksChanges(stored: StoredLooks, fresh: Looks, isWritingAnyhow: boolean): readonly Change[] {
  const news = [...fresh].filter(
    ([source, { at }]) => isWritingAnyhow || dayOf(stored.looks.get(source)?.at) !== dayOf(at),
  );
  if (news.length === 0) return [];
  const looks = new Map([...stored.looks, ...(isWritingAnyhow ? fresh : news)]);
  return [{ path: LOOKS_FILE, before: stored.bytes, after: printLooks(looks) }];
}

/** Two clones' notes: of each source the later look. */
export function mergeLooks(sides: readonly (Uint8Array | undefined)[]): Uint8Array {
  const merged = new Map<string, WholeLook>();
  for (const side of sides)
    for (const [source, look] of side === undefined ? [] : parseLooks(side)) {
      const known = merged.get(source);
      if (known === undefined || isLater(look, known)) merged.set(source, look);
    }
  return new TextEncoder().encode(printLooks(merged));
}

function parseLooks(bytes: Uint8Array): Looks {
  const json = parseJson(new TextDecoder().decode(bytes));
  if (!isRecord(json)) return new Map();
  return new Map(
    Object.entries(json).flatMap(([source, value]) => {
      const at = isRecord(value) && typeof value.at === "string" ? parseInstant(value.at) : undefined;
      if (at === undefined || !isRecord(value) || typeof value.run !== "string") return [];
      return [[source, { at, run: value.run }]];
    }),
  );
}

/** One line a source, by name. */
function printLooks(looks: Looks): string {
  const lines = [...looks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, { at, run }]) => `  ${JSON.stringify(source)}: ${JSON.stringify({ at, run })}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

const dayOf = (at: string | undefined): string | undefined => at?.slice(0, 10);

const isLater = (a: WholeLook, b: WholeLook): boolean => a.at > b.at || (a.at === b.at && a.run > b.run);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
