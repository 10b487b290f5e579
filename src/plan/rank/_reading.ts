import { LEAST_POINTS, MOST_POINTS } from "./tables.ts";

/** Where a number came from. */
export type Origin = "stated" | "missing" | "unreadable" | "raised" | "lowered";

/** A number as it counts, and what was made of the text it came from. */
export interface Reading {
  readonly points: number;
  readonly origin: Origin;
}

/** Reads points out of a field; what is out of range counts as the nearest that is in it, what is no number as missing. */
export function readPoints(text: string | undefined, fallback: number, least: number = LEAST_POINTS): Reading {
  if (text === undefined) return { points: fallback, origin: "missing" };
  const number = Number(text);
  if (Number.isNaN(number)) return { points: fallback, origin: "unreadable" };
  if (number < least) return { points: least, origin: "raised" };
  return number > MOST_POINTS ? { points: MOST_POINTS, origin: "lowered" } : { points: number, origin: "stated" };
}

const DAY_MS = 86_400_000;

/** The UTC calendar day of a moment, counted from 1970: an order that only looks at days holds for a day. */
const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** Whole calendar days from one day's text to a moment; undefined where the text is no day. */
export function daysBetween(text: string | undefined, now: number): number | undefined {
  const ms = text === undefined || text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : dayOf(now) - dayOf(ms);
}

/** The part of a moment's text that is its day; the whole of it where that cannot be told. */
export const dayText = (text: string): string =>
  text.length === STORED_CHARS && text.endsWith("Z") ? text.slice(0, DAY_CHARS) : text;

const STORED_CHARS = "2026-03-02T09:30:00Z".length;
const DAY_CHARS = "2026-03-02".length;
