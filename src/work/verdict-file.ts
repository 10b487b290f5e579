import { parseVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { err, ok, type Result } from "../std/result.ts";
import { orderPath } from "../store/orders/orders.ts";
import { readBytes } from "../store/read/read-ticket.ts";
import { verdictMissing } from "./faults.ts";
import type { Place } from "./workshop.ts";

/** The verdict about the work as it was merged. */
export const MERGED_VERDICT = "verdict-merged.json";

/** The verdict of an order; edited or unreadable ones are faults. */
export function readVerdict(place: Place, id: string): Result<Verdict> {
  const read = readOne(place, id, "verdict.json");
  if (!read.ok) return read;
  return read.value === undefined ? err(verdictMissing({ id })) : ok(read.value);
}

/** The verdict about the merged tree; undefined where there is none: not merged yet, or merged outside. */
export const readMergedVerdict = (place: Place, id: string): Result<Verdict | undefined> =>
  readOne(place, id, MERGED_VERDICT);

function readOne({ backlog }: Place, id: string, name: string): Result<Verdict | undefined> {
  const read = readBytes(backlog, orderPath(id, name));
  if (!read.ok) return read.fault.code === "file-not-found" ? ok(undefined) : read;
  return parseVerdict(new TextDecoder().decode(read.value));
}
