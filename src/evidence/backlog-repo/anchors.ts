import { sortedUnique } from "./_python-text.ts";
import { type LooseTicket, textOf, textsIn } from "./export-ticket.ts";

/** A path: perhaps a drive, a segment, and one or more further segments behind slashes of either kind. */
const PATH = /(?:[A-Za-z]:[\\/])?[A-Za-z0-9_.-]+(?:[\\/][A-Za-z0-9_.-]+)+/g;

/** The paths that a ticket names, in lower case with forward slashes, sorted. `and/or` counts as one: so it was always done. */
export function ticketExportAnchors(ticket: LooseTicket): readonly string[] {
  const fields = ["title", "problem", "user_impact", "proposed_fix"];
  const texts = [...fields.map((key) => textOf(ticket, key) ?? ""), ...textsIn(ticket, "investigation_steps")];
  return sortedUnique(texts.flatMap(pathsIn));
}

const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(PATH)].map(([path]) => path.toLowerCase().replaceAll("\\", "/"));
