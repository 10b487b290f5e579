import type { Atom } from "../../evidence/atom.ts";
import { breadthOf } from "../../evidence/breadth.ts";
import { applyPolicy, type Policy, type Staged, SURFACE_KINDS } from "../../evidence/policy.ts";
import { sourceRow } from "../../evidence/sources.ts";

export interface Found {
  readonly source: string;
  readonly atoms: readonly Atom[];
  readonly policy: Policy;
}

/** What users would notice, where agents' runs say so, and how far that has come by the policy; undefined where nobody says anything. */
export function surfaceOf({ source, atoms, policy }: Found): Staged | undefined {
  if (!sourceRow(source).gated) return undefined;
  const words = new Set(atoms.flatMap(({ facts }) => (facts?.surface ?? "").split(/[\s,;]+/)));
  const kinds = SURFACE_KINDS.filter((kind) => words.has(kind));
  if (kinds.length === 0) return undefined;
  return applyPolicy({ kinds, stage: "triage", risks: [], steps: [] }, breadthOf(atoms), policy);
}
