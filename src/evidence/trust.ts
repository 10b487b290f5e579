import type { Atom } from "./atom.ts";
import { breadthOf } from "./breadth.ts";
import { RUN_TRUST, sourceRow } from "./sources.ts";

/** How fast more of the same convinces: runs that agree, sources that differ, weight of all facts together. */
const TRUST_RATES = { groups: 0.75, sources: 0.55, weight: 0.18 } as const;

/** What each of them counts. */
const TRUST_SHARES = { groups: 0.58, sources: 0.2, weight: 0.22 } as const;

/** Where somebody said how sure they are, it counts beside the rest. */
const CONFIDENCE_SHARE = 0.22;

const TRUST_LEVELS = { high: 0.75, medium: 0.45 } as const;

export interface Trust {
  /** From 0 to 1. */
  readonly score: number;
  readonly level: "high" | "medium" | "low";
}

export interface Corroboration {
  /** Looks or runs that saw it independently of each other. */
  readonly groups: number;
  /** Different sources. */
  readonly sources: number;
  /** The weights of all facts, added up. */
  readonly weight: number;
  /** From 0 to 1. */
  readonly confidence?: number;
}

/** How far facts can be believed, taken together. */
export function trustOf(atoms: readonly Atom[], confidence?: number): Trust {
  return trustScore({
    groups: breadthOf(atoms).runs,
    sources: new Set(atoms.map(sortOf)).size,
    weight: atoms.reduce((sum, atom) => sum + weightOf(atom), 0),
    ...(confidence === undefined ? {} : { confidence }),
  });
}

export function trustScore({ groups, sources, weight, confidence }: Corroboration): Trust {
  const base =
    TRUST_SHARES.groups * saturating(TRUST_RATES.groups * groups) +
    TRUST_SHARES.weight * saturating(TRUST_RATES.weight * weight) +
    TRUST_SHARES.sources * saturating(TRUST_RATES.sources * sources);
  const score =
    confidence === undefined
      ? base
      : (1 - CONFIDENCE_SHARE) * base + CONFIDENCE_SHARE * Math.max(0, Math.min(1, confidence));
  return { score, level: score >= TRUST_LEVELS.high ? "high" : score >= TRUST_LEVELS.medium ? "medium" : "low" };
}

/** Grows from 0 towards 1, each further bit adding less. */
const saturating = (amount: number): number => 1 - Math.exp(-amount);

/** The weight of one fact. Those of agents' runs are told apart by what they are. */
export function weightOf(atom: Pick<Atom, "source" | "identity">): number {
  const { trust, source } = sourceRow(atom.source);
  return source === "agent-runs" ? (RUN_TRUST[atom.identity.rule] ?? trust) : trust;
}

const sortOf = ({ source, identity }: Atom): string =>
  source === "agent-runs" ? `${source} ${identity.rule}` : source;
