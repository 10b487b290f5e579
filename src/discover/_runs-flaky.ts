import type { Atom } from "../evidence/atom.ts";
import type { Sighting } from "../evidence/sighting.ts";
import type { TestReport } from "../findings/test-report.ts";

/**
 * A test that is known as flaky counts as steady after so many runs in a row, in one look, with one answer. With fewer its fact would
 * come and go by chance: one that fails every second time passes three runs in one look of eight, and five in one of thirty-two.
 */
export const STEADY_RUNS = 5;

/** The facts that say that a test is flaky. */
export const flakyOnes = (known: readonly Atom[]): readonly Atom[] =>
  known.filter(({ identity }) => identity.rule === "flaky");

/**
 * What was seen, and every test known as flaky on which these runs are too few to say otherwise. Such a test is not called failing
 * either: that it failed in a few runs is what flaky ones do.
 */
export function withUnsettled(
  seen: readonly Sighting[],
  flaky: readonly Atom[],
  reports: readonly TestReport[],
): readonly Sighting[] {
  if (reports.length >= STEADY_RUNS && reports.every(({ complete }) => complete)) return seen;
  const again = new Set(seen.filter(({ identity }) => identity.rule === "flaky").map(nameOf));
  const open = flaky.filter((atom) => !again.has(nameOf(atom)));
  const names = new Set(open.map(nameOf));
  const others = seen.filter((sighting) => sighting.identity.rule !== "failed" || !names.has(nameOf(sighting)));
  return [...others, ...open.map(sightingOf)];
}

/** Two files may hold tests of one name. */
const nameOf = ({ identity, place }: Sighting): string => JSON.stringify([identity.subject, place?.path ?? ""]);

function sightingOf(atom: Atom): Sighting {
  const { id, firstSeen, lastSeen, run, gone, ticket, ignored, held, ...sighting } = atom;
  return sighting;
}
