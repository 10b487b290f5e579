import type { Atom } from "./atom.ts";
import type { Place, Sighting } from "./sighting.ts";

/** Every key of a sighting, in the order in which it is written. */
export const SIGHTING_KEYS = [
  "source",
  "identity",
  "message",
  "severity",
  "place",
  "quote",
  "isOutside",
  "isSecurity",
  "facts",
] as const satisfies readonly (keyof Sighting)[];

/** The same text for the same sighting, whatever the order of its keys; what else the value carries is left out. */
export function sightingText(seen: Sighting): string {
  const { source, identity, message, severity, place, quote, facts } = seen;
  const list = Object.entries(facts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    source,
    [identity.rule, identity.subject],
    message,
    severity,
    place === undefined ? [] : [place.path, place.line ?? 0],
    quote === undefined ? [] : [quote.text, quote.cut ?? 0],
    [seen.isOutside === true, seen.isSecurity === true],
    list,
  ]);
}

/** The atom with what was seen now in place of what was seen before; everything else it carries stays. */
export function withSighting(atom: Atom, seen: Sighting): Atom {
  const { place, quote, isOutside, isSecurity, facts, ...rest } = atom;
  return { ...rest, ...seen };
}

export function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.path === b?.path && a?.line === b?.line;
}
