import { readBytes } from "../store/read/read-ticket.ts";
import type { Change } from "../store/write/change.ts";
import type { Place } from "./workshop.ts";

/** The change that writes a file of an order whole, whatever stood there. */
export function fileOf({ backlog }: Place, path: string, text: string): Change {
  const before = readBytes(backlog, path);
  return { path, before: before.ok ? before.value : undefined, after: text };
}
