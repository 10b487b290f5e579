import { isAtomId } from "./atom-id.ts";

/** `Evidence atom ids`, perhaps with how many are shown, as the whole of a heading or a label. */
const SECTION = /^evidence atom ids(?:\s*\([^)]*\))?\s*:?$/i;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)[\s#]*$/;
/** `**Evidence atom ids:** …`, `- Evidence atom ids: …`: a label, then perhaps the first ids. */
const LABEL =
  /^\s*(?:[-*+]\s+)?(?:\*\*|__)?(evidence atom ids(?:\s*\([^)]*\))?\s*:?)(?:\*\*|__)?\s*:?\s*((?:[-\s,]|`[^`]*`)*)$/i;
const INLINE = /^\s*(?:[-*+]\s+)?(?:\*\*|__)?evidence:?(?:\*\*|__)?\s*:?\s*(`.*)$/i;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+(.*)$/;
/** Longer lines are prose. */
const MAX_LINE = 2000;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * The atoms that a plan names as its evidence: below a heading or label `Evidence atom ids`, or on a line `Evidence: …`. An id that
 * only comes up in the prose is not evidence, so that writing about an atom does not change its state.
 */
export function evidenceIn(text: string): readonly string[] {
  const ids = new Set<string>();
  let place: Place = "outside";
  let isFenced = false;
  for (const line of text.split(/\r?\n/)) {
    if (FENCE.test(line)) isFenced = !isFenced;
    else if (!isFenced && line.length <= MAX_LINE) {
      place = placeAfter(line, place);
      for (const id of idsIn(line, place)) ids.add(id);
    }
  }
  return [...ids];
}

/** Where a line stands: below the heading until the next one, below the label while its list goes on. */
type Place = "outside" | "section" | "label";

function placeAfter(line: string, place: Place): Place {
  const heading = HEADING.exec(line)?.[1];
  if (heading !== undefined) return SECTION.test(heading) ? "section" : "outside";
  if (place !== "section" && LABEL.test(line)) return "label";
  if (place === "label" && isOtherLabel(line)) return "outside";
  const goesOn = line.trim() === "" || ITEM.test(line) || /^\s+\S/.test(line) || /^`/.test(line);
  return place === "label" && !goesOn ? "outside" : place;
}

function idsIn(line: string, place: Place): readonly string[] {
  const inline = INLINE.exec(line)?.[1];
  const isEvidence = place !== "outside";
  if (!isEvidence && inline === undefined) return [];
  const ticked = [...(isEvidence ? line : (inline ?? "")).matchAll(/`([^`]+)`/g)].map(([, token = ""]) => token.trim());
  const item = isEvidence ? (ITEM.exec(line)?.[1]?.trim() ?? "") : "";
  return [...ticked, item].filter(isAtomId);
}

/** `- Stage: …` below a label is the next bullet, not one more id. */
const isOtherLabel = (line: string): boolean =>
  /^\s*[-*+]\s+(?:\*\*|__)?[A-Za-z][A-Za-z -]*:(?:\*\*|__)?(?:\s|$)/.test(line) && !LABEL.test(line);
