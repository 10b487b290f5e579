import fc from "fast-check";
import type { Atom } from "../../src/evidence/atom.ts";
import type { Sighting } from "../../src/evidence/sighting.ts";
import { SEVERITIES } from "../../src/evidence/sighting.ts";
import { formatInstant } from "../../src/ticket/instant.ts";
import type { Instant } from "../../src/ticket/model.ts";

/** The n-th minute of a made-up day. */
export const minute = (n: number): Instant => formatInstant(Date.UTC(2026, 2, 1) + n * 60_000);

/** A sighting of a mark in a file; what is given replaces what is made up. */
export const sighting = (given: Partial<Sighting> = {}): Sighting => ({
  source: "todo",
  identity: { rule: "TODO", subject: "close the file" },
  message: "TODO: close the file",
  severity: "low",
  place: { path: "src/a.ts", line: 10 },
  ...given,
});

export const atom = (given: Partial<Atom> = {}): Atom => ({
  ...sighting(),
  id: "todo-0123456789ab",
  firstSeen: minute(0),
  lastSeen: minute(0),
  run: "run-1",
  ...given,
});

const word = fc.constantFrom("a", "b", "c", "Größe", "x y");

/** Few paths, lines and words, so that alike ones are common. */
export const sightings: fc.Arbitrary<Sighting> = fc.record(
  {
    source: fc.constant("todo"),
    identity: fc.record({ rule: fc.constantFrom("TODO", "HACK"), subject: word }),
    message: word,
    severity: fc.constantFrom(...SEVERITIES),
    place: fc.record(
      { path: fc.constantFrom("a.ts", "b.ts", "c/d.ts"), line: fc.integer({ min: 1, max: 9 }) },
      { requiredKeys: ["path"] },
    ),
    quote: fc.record({ text: fc.string(), cut: fc.nat() }, { requiredKeys: ["text"] }),
    isOutside: fc.boolean(),
    facts: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
  },
  { requiredKeys: ["source", "identity", "message", "severity"] },
);

const instants = fc.nat({ max: 5 }).map(minute);

const words = fc.record(
  { reason: word, by: word, at: instants, until: instants },
  { requiredKeys: ["reason", "by", "at"] },
);

/** Atoms with few ids, so that two lists of them share some. */
export const atoms: fc.Arbitrary<Atom> = fc
  .record(
    {
      id: fc.constantFrom("todo-000000000001", "todo-000000000002", "todo-000000000002-2"),
      firstSeen: instants,
      lastSeen: instants,
      run: word,
      gone: instants,
      ticket: fc.constantFrom("BUG-1", "BUG-2"),
      ignored: words,
      held: word,
      later: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: ["id", "firstSeen", "lastSeen", "run"] },
  )
  .chain((rest) => sightings.map((seen) => ({ ...seen, ...rest })));
