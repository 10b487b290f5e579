import type { Atom } from "../../evidence/atom.ts";
import { pathsIn } from "../../evidence/likeness/anchors.ts";
import type { Comparable } from "../../evidence/likeness/comparable.ts";
import { leaderGroups } from "../../evidence/likeness/leader-groups.ts";
import { oneCauseFrom } from "../../evidence/likeness/rules.ts";
import { CAUSE } from "../../evidence/likeness/thresholds.ts";

export interface FactCluster {
  readonly size: number;
  /** What its first member says. */
  readonly title: string;
  readonly sources: readonly string[];
  readonly tickets: readonly string[];
  readonly facts: readonly string[];
}

/** Facts that say nearly the same, so that they may have one cause, whichever source saw them: the largest groups first, those of one fact left out. */
export function clusterFacts(atoms: readonly Atom[], threshold: number | undefined): readonly FactCluster[] {
  const things = atoms.map(thingOf);
  const rule = oneCauseFrom(threshold ?? CAUSE.title);
  const groups = leaderGroups({ things, rule, mayMeet: (a, b) => mayHaveOneCause(atoms[a], atoms[b]) });
  return groups
    .filter((members) => members.length > 1)
    .map((members) => clusterOf(members.flatMap((at) => atoms[at] ?? [])))
    .sort((a, b) => b.size - a.size || (a.title < b.title ? -1 : 1));
}

/** A fact as something that can be compared with others. */
export const thingOf = ({ id, message, quote, place }: Atom): Comparable => ({
  title: message,
  text: quote?.text ?? "",
  anchors: [...new Set([...(place === undefined ? [] : [place.path]), ...pathsIn(message)])],
  evidence: [id],
});

/** A source that gives two names says that they are two things, however alike its sentences are. */
export const mayHaveOneCause = (one: Atom | undefined, other: Atom | undefined): boolean =>
  one?.source !== other?.source || one?.identity.rule === other?.identity.rule;

function clusterOf(members: readonly Atom[]): FactCluster {
  const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
  return {
    size: members.length,
    title: members[0]?.message ?? "",
    sources: distinct(members.map(({ source }) => source)),
    tickets: distinct(members.flatMap(({ ticket }) => ticket ?? [])),
    facts: members.map(({ id }) => id),
  };
}
