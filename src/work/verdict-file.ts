import { parseVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { err, type Result } from "../std/result.ts";
import { orderPath } from "../store/orders/orders.ts";
import { readBytes } from "../store/read/read-ticket.ts";
import { verdictMissing } from "./faults.ts";
import type { Place } from "./workshop.ts";

/** The verdict of an order; edited or unreadable ones are faults. */
export function readVerdict({ backlog }: Place, id: string): Result<Verdict> {
  const read = readBytes(backlog, orderPath(id, "verdict.json"));
  if (!read.ok) return read.fault.code === "file-not-found" ? err(verdictMissing({ id })) : read;
  return parseVerdict(new TextDecoder().decode(read.value));
}
