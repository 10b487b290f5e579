import type { Instant } from "./model.ts";

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The instant in UTC, whole seconds; fractions are cut off. */
export function formatInstant(ms: number): Instant {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/** Accepts exactly the stored form, and only times that exist. */
export function parseInstant(text: string): Instant | undefined {
  if (!SHAPE.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || formatInstant(ms) !== text ? undefined : (text as Instant);
}

/** Tells whether the text is a calendar day such as `2026-03-02` that exists. */
export function isDay(text: string): boolean {
  return DAY.test(text) && parseInstant(`${text}T00:00:00Z`) !== undefined;
}
