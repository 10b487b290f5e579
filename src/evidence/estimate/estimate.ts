import type { Atom } from "../atom.ts";
import { MAX_ATOMS_READ, MAX_QUOTE_READ } from "../limits.ts";
import { type Estimator, sourceRow } from "../sources.ts";
import { estimateReview } from "./_review.ts";
import { estimateVulnerability } from "./_vulnerability.ts";
import { estimateWeakness } from "./_weakness.ts";
import { kindByWords } from "./kind-by-words.ts";
import { type Estimate, type Estimating, pointsByWords, type TwoEstimates } from "./points.ts";
import {
  EFFORT_TABLE,
  IMPACT_TABLE,
  OTHER_EFFORT,
  OTHER_IMPACT,
  OTHER_TEST_EFFORT,
  OTHER_TEST_IMPACT,
  SECRET,
  TEST_EFFORT_TABLE,
  TEST_IMPACT_TABLE,
} from "./tables.ts";

/** What facts say about the ticket they become. */
export interface Estimates {
  /** Only where words say more than the source knows. */
  readonly kind?: { readonly name: string; readonly reason: string };
  readonly impact: Estimate;
  readonly effort: Estimate;
  /** By the mark of a source, or by a word; with the reason. */
  readonly security?: string;
}

/** Guesses kind, impact and effort of the work that facts of one source ask for, from whole words. The same facts, the same guess. */
export function estimateAtoms(source: string, atoms: readonly Atom[]): Estimates {
  const row = sourceRow(source);
  const isQuoted = QUOTED.has(row.estimator);
  const text = atoms
    .slice(0, MAX_ATOMS_READ)
    .map((atom) => wordsOfAtom(atom, isQuoted))
    .join("\n");
  const kind = kindByWords(text);
  const marked = atoms.find(({ isSecurity }) => isSecurity === true);
  const byWord = row.kindByWords && kind?.name === "security" ? kind.reason : undefined;
  const security = marked === undefined ? byWord : `${marked.source} marks it`;
  return {
    ...(row.kindByWords && kind !== undefined ? { kind } : {}),
    ...ESTIMATORS[row.estimator]({ atoms, text }),
    ...(security === undefined ? {} : { security }),
  };
}

const ESTIMATORS: Readonly<Record<Estimator, (estimating: Estimating) => TwoEstimates>> = {
  words: ({ text }) => ({
    impact: pointsByWords(text, IMPACT_TABLE, OTHER_IMPACT),
    effort: pointsByWords(text, EFFORT_TABLE, OTHER_EFFORT),
  }),
  test: ({ text }) => ({
    impact: pointsByWords(text, TEST_IMPACT_TABLE, OTHER_TEST_IMPACT),
    effort: pointsByWords(text, TEST_EFFORT_TABLE, OTHER_TEST_EFFORT),
  }),
  vulnerability: estimateVulnerability,
  weakness: estimateWeakness,
  secret: () => ({
    impact: { points: SECRET.impact, reason: "whoever reads the repository can use a secret that stands in it" },
    effort: { points: SECRET.effort, reason: "it has to be revoked, renewed and kept elsewhere" },
  }),
  review: estimateReview,
};

/** Where the quotation is what somebody or something said; of a mark in a file it is code, whose words mean little. */
const QUOTED: ReadonlySet<Estimator> = new Set<Estimator>(["test", "review"]);

function wordsOfAtom({ identity, message, quote }: Atom, isQuoted: boolean): string {
  return [identity.rule, message, ...(isQuoted ? [quote?.text.slice(0, MAX_QUOTE_READ) ?? ""] : [])].join("\n");
}
