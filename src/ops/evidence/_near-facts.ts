import type { Atom } from "../../evidence/atom.ts";
import { borderlinePairs } from "../../evidence/likeness/borderline-pairs.ts";
import type { Comparable } from "../../evidence/likeness/comparable.ts";
import type { Fault } from "../../std/fault.ts";
import type { Ruled } from "../../work/workshop.ts";
import { judgeMerges, type Thing } from "../found/_judge-merges.ts";
import { type FactCluster, mayHaveOneCause, thingOf } from "./_cluster.ts";

/** Two facts that a model takes for one, and the formulas do not. A person decides: docket evidence link. */
export interface MergeProposal {
  readonly facts: readonly [string, string];
  readonly titles: readonly [string, string];
  readonly by: string;
  readonly reason: string;
}

export interface NearFacts {
  readonly proposals: readonly MergeProposal[];
  /** Why somebody who was to be asked did not answer. */
  readonly fault?: Fault;
}

/** Asks about facts that are nearly alike and in no cluster together. Changes nothing. */
export async function nearFacts(
  shop: Ruled,
  atoms: readonly Atom[],
  clusters: readonly FactCluster[],
): Promise<NearFacts> {
  const things = atoms.map(thingOf);
  const clusterOf = new Map(clusters.flatMap(({ facts }, at) => facts.map((fact) => [fact, at] as const)));
  const mayMeet = (a: number, b: number): boolean => {
    const [one, other] = [atoms[a], atoms[b]];
    if (one === undefined || other === undefined || !mayHaveOneCause(one, other)) return false;
    const together = clusterOf.get(one.id);
    const isKnown = together !== undefined && together === clusterOf.get(other.id);
    return !isKnown && (one.ticket === undefined || one.ticket !== other.ticket);
  };
  const near = borderlinePairs({ things, mayMeet }).flatMap(({ a, b }) => {
    const [one, other, thing, another] = [atoms[a], atoms[b], things[a], things[b]];
    if (one === undefined || other === undefined || thing === undefined || another === undefined) return [];
    return [{ one, other, pair: { a: told(thing), b: told(another) } }];
  });
  const judged = await judgeMerges(
    shop,
    near.map(({ pair }) => pair),
  );
  const { verdicts, by = "", fault } = judged;
  const proposals = near.flatMap(({ one, other }, at): readonly MergeProposal[] => {
    const verdict = verdicts[at];
    if (verdict?.same !== true) return [];
    return [{ facts: [one.id, other.id], titles: [one.message, other.message], by, reason: verdict.reason }];
  });
  return { proposals, ...(fault === undefined ? {} : { fault }) };
}

const told = ({ title, text, anchors }: Comparable): Thing => ({ title, text, paths: anchors });
