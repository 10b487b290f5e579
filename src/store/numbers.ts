import { join } from "node:path";
import { ok, type Result } from "../std/result.ts";
import type { TicketId } from "../ticket/model.ts";
import type { Backlog } from "./backlog.ts";
import { MAX_STATE_BYTES } from "./limits.ts";
import type { Change } from "./write/change.ts";

/**
 * The file that says of each prefix which number was given out last, so that the number of a ticket which was deleted everywhere
 * never comes again (I6), in a fresh or a shallow clone either. It travels with the tickets and is written in the same
 * transaction as the ticket that took the number.
 */
export const NUMBERS_FILE = "numbers.txt";

/** Prefix to highest number. */
export type Numbers = ReadonlyMap<string, number>;

const HEAD = "# The highest number given out under each prefix; Docket keeps it, so that no number comes twice.\n";

/**
 * Reads the file. What is no entry is passed over, and of two entries the greater counts: whatever git or a person made of the
 * file, no number in it is lost.
 */
export function parseNumbers(text: string): Numbers {
  const numbers = new Map<string, number>();
  for (const [, prefix = "", digits = ""] of text.matchAll(/^([A-Z][A-Z0-9]{0,15}) (\d{1,15})\r?$/gm))
    numbers.set(prefix, Math.max(numbers.get(prefix) ?? 0, Number(digits)));
  return numbers;
}

/** Prints the file: the same numbers give the same bytes (I15). */
export function printNumbers(numbers: Numbers): string {
  const lines = [...numbers].map(([prefix, number]) => `${prefix} ${number}\n`);
  return `${HEAD}${lines.sort().join("")}`;
}

/** Merges what several clones know; each number is the greatest of all. */
export function mergeNumbers(sides: readonly (Uint8Array | undefined)[]): Uint8Array {
  const texts = sides.map((bytes) => (bytes === undefined ? "" : new TextDecoder().decode(bytes)));
  return new TextEncoder().encode(printNumbers(parseNumbers(texts.join("\n"))));
}

/** What the numbers of new tickets change in the file; nothing when the file says as much already, or an id has no number. */
export function numberChanges({ home, world }: Backlog, ids: readonly TicketId[]): Result<readonly Change[]> {
  const numbered = ids.filter((id) => numberOf(id) !== undefined);
  if (numbered.length === 0) return ok([]);
  const read = world.files.read(join(home.folder, NUMBERS_FILE), MAX_STATE_BYTES);
  if (!read.ok && read.fault.code !== "file-not-found") return read;
  const before = read.ok ? read.value : undefined;
  const numbers = new Map(parseNumbers(before === undefined ? "" : new TextDecoder().decode(before)));
  let grown = false;
  for (const id of numbered) {
    const [prefix, number] = [prefixOf(id), numberOf(id) ?? 0];
    if (number <= (numbers.get(prefix) ?? 0)) continue;
    numbers.set(prefix, number);
    grown = true;
  }
  return ok(grown ? [{ path: NUMBERS_FILE, before, after: printNumbers(numbers) }] : []);
}

export const prefixOf = (id: string): string => id.slice(0, id.indexOf("-"));

/** The number of a sequential id; a random one has none, but for one in a thousand that is made of digits alone. */
export function numberOf(id: string): number | undefined {
  const digits = id.slice(id.indexOf("-") + 1);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
