import type { Atom } from "../evidence/atom.ts";
import { alikeGroups } from "../evidence/likeness/alike-groups.ts";
import { pathsIn } from "../evidence/likeness/anchors.ts";
import { closeFrom, isClose } from "../evidence/likeness/rules.ts";

export interface FactCluster {
  readonly size: number;
  /** What its first member says. */
  readonly title: string;
  readonly sources: readonly string[];
  readonly tickets: readonly string[];
  readonly facts: readonly string[];
}

/** Facts that sound alike, whichever source saw them: the largest groups first, those of one fact left out. */
export function clusterFacts(atoms: readonly Atom[], threshold: number | undefined): readonly FactCluster[] {
  const things = atoms.map(({ id, message, quote, place }) => ({
    title: message,
    text: quote?.text ?? "",
    anchors: [...new Set([...(place === undefined ? [] : [place.path]), ...pathsIn(message)])],
    evidence: [id],
  }));
  const groups = alikeGroups({ things, rule: threshold === undefined ? isClose : closeFrom(threshold) });
  return groups
    .filter((members) => members.length > 1)
    .map((members) => clusterOf(members.flatMap((at) => atoms[at] ?? [])))
    .sort((a, b) => b.size - a.size || (a.title < b.title ? -1 : 1));
}

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
