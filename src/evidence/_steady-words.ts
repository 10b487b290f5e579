import { normalMessage } from "../findings/normal-message.ts";
import { sightingText } from "./_sighting-text.ts";
import type { Sighting } from "./sighting.ts";
import { sourceRow } from "./sources.ts";

/** What counts runs, or says in which of them a thing was seen. */
const OF_THE_RUN: ReadonlySet<string> = new Set(["runs", "seen", "log"]);

/** `12 ms` and `1.3 s` are no less the same than `12 ms` and `13 ms`. */
const DURATION = /\b\d+(?:[.,]\d+)?\s?(?:ns|µs|us|ms|s|sec|secs|seconds?|min|minutes?|h|hours?)\b/g;

/**
 * Whether two sightings of one place say the same, but for what each run of a program prints differently: times, counts, addresses,
 * temporary folders. Only for sources that repeat what a run printed: in what others say a number is the news, as in a version.
 */
export function saysTheSame(now: Sighting, before: Sighting): boolean {
  const [a, b] = [sightingText(now), sightingText(before)];
  if (a === b || !sourceRow(now.source).printedByRuns) return a === b;
  return sightingText(steady(now)) === sightingText(steady(before));
}

function steady(seen: Sighting): Sighting {
  const { message, quote, facts = {} } = seen;
  const kept = Object.entries(facts).map(([name, value]) => [name, OF_THE_RUN.has(name) ? steadyText(value) : value]);
  return {
    ...seen,
    message: steadyText(message),
    // How much was cut out of the middle depends on how long the times were.
    ...(quote === undefined ? {} : { quote: { text: steadyText(quote.text) } }),
    facts: Object.fromEntries(kept),
  };
}

/** Line by line: each is looked at up to a length of its own. */
const steadyText = (text: string): string =>
  text
    .split("\n")
    .map((line) => normalMessage(line.replaceAll(DURATION, "<duration>")))
    .join("\n");
