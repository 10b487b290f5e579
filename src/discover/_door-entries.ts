import { join } from "node:path";
import { parseJson } from "../std/json.ts";
import { ok, type Result } from "../std/result.ts";
import { MAX_FACT_LINE_CHARS, MAX_REPORT_BYTES, SEARCH_BYTES } from "./_files-limits.ts";
import type { Look } from "./source.ts";

export interface Entry {
  readonly value: unknown;
  /** The line it begins with; in one JSON document the number of the entry. */
  readonly line: number;
}

/** Given one entry after the other; false when it wants no more. */
export type TakeEntry = (entry: Entry) => boolean;

/** Reads a file of facts: one JSON document, or one fact a line. Lines are read piece by piece, however many there are. */
export async function readEntries(look: Look, path: string, take: TakeEntry): Promise<Result<void>> {
  const full = join(look.root, path);
  const isLines = /\.(?:jsonl|ndjson)$/.test(path) || (look.world.files.stat(full)?.size ?? 0) > MAX_REPORT_BYTES;
  if (isLines) return readLines(look, full, take);
  const bytes = look.world.files.read(full, MAX_REPORT_BYTES);
  if (!bytes.ok) return bytes;
  const whole = parseJson(new TextDecoder().decode(bytes.value));
  if (whole === undefined) return readLines(look, full, take);
  listIn(whole).every((value, at) => take({ value, line: at + 1 }));
  return ok(undefined);
}

function listIn(whole: unknown): readonly unknown[] {
  if (Array.isArray(whole)) return whole;
  const facts: unknown = typeof whole === "object" && whole !== null && "facts" in whole ? whole.facts : undefined;
  return Array.isArray(facts) ? facts : [whole];
}

async function readLines({ world, stop }: Look, full: string, take: TakeEntry): Promise<Result<void>> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for (let offset = 0; ; ) {
    const piece = world.files.readPiece(full, offset, SEARCH_BYTES);
    if (!piece.ok) return piece;
    offset += piece.value.byteLength;
    const isLast = piece.value.byteLength < SEARCH_BYTES;
    const lines = (rest + decoder.decode(piece.value, { stream: !isLast })).split("\n");
    rest = isLast ? "" : (lines.pop() ?? "");
    // The beginning of a line that is too long is enough to say so.
    if (rest.length > MAX_FACT_LINE_CHARS) rest = rest.slice(0, MAX_FACT_LINE_CHARS + 1);
    for (const text of lines) {
      line += 1;
      if (text.trim() !== "" && !take({ value: factOn(text), line })) return ok(undefined);
    }
    if (isLast || stop.aborted) return ok(undefined);
    await world.clock.sleep(0, stop);
  }
}

const factOn = (text: string): unknown => (text.length > MAX_FACT_LINE_CHARS ? undefined : parseJson(text));
