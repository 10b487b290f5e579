import { createHash } from "node:crypto";
import { type EventPiece, eventOf, type Pieces } from "./_merge-pieces.ts";
import { compareTimes, type Loss } from "./_merge-value.ts";
import { isDay, parseInstant } from "./instant.ts";
import type { Instant } from "./model.ts";
import { formatEvent } from "./thread.ts";

export interface NoteInput {
  readonly losses: readonly Loss[];
  readonly texts: { readonly base: string; readonly first: string; readonly second: string };
  readonly first: Pieces;
  readonly second: Pieces;
}

/**
 * The event that keeps what a merge did not take; none when it took everything. Id and time come from the merged texts, so
 * the same merge gives the same bytes in every clone (I15). Undefined when there is too much to be kept in an event.
 */
export function mergeNote({ losses, texts, first, second }: NoteInput): readonly EventPiece[] | undefined {
  if (losses.length === 0) return [];
  const hash = createHash("sha256");
  for (const text of [texts.base, texts.first, texts.second]) hash.update(`${text.length}:`).update(text);
  const formatted = formatEvent({
    id: `m${hash.digest("hex").slice(0, 11)}`,
    kind: "merge",
    actor: { name: "docket", kind: "agent" },
    at: timeOf(first, second),
    attributes: { fields: [...new Set(losses.map((loss) => loss.field))].join(",") },
    body: ["Two versions of this ticket were merged. What was not taken:", "", ...losses.map(lineOf)].join("\n"),
  });
  if (!formatted.ok) return undefined;
  const lines = formatted.value.split("\n");
  const event = eventOf(lines);
  return event === undefined ? undefined : [{ event, lines, tail: [""] }];
}

const lineOf = ({ field, took, left }: Loss): string => `- ${field}: took ${took}, left ${left}`;

/** The time of the later side: a merge has no time of its own. */
function timeOf(first: Pieces, second: Pieces): Instant {
  const [a, b] = [first.ticket.fields.updated, second.ticket.fields.updated];
  const latest = compareTimes(a, b) >= 0 ? a : b;
  const text = typeof latest === "string" ? latest : "";
  return parseInstant(isDay(text) ? `${text}T00:00:00Z` : text) ?? NO_TIME;
}

const NO_TIME: Instant = parseInstant("1970-01-01T00:00:00Z") ?? unreachable();

function unreachable(): never {
  throw new Error("the beginning of time is an instant");
}
