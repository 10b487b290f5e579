import { keywordsIn } from "./keywords.ts";
import { type Estimating, pointsByWords, type TwoEstimates, wordsReason } from "./points.ts";
import { EFFORT_TABLE, IMPACT_TABLE, OTHER_EFFORT, OTHER_IMPACT, OTHER_WEAKNESS, WEAKNESS_TABLE } from "./tables.ts";

/** A weakness in the code itself. A scanner also reports what is none; that is judged by its words like anything else. */
export function estimateWeakness({ atoms, text }: Estimating): TwoEstimates {
  if (!atoms.some(({ isSecurity }) => isSecurity === true))
    return {
      impact: pointsByWords(text, IMPACT_TABLE, OTHER_IMPACT),
      effort: pointsByWords(text, EFFORT_TABLE, OTHER_EFFORT),
    };
  for (const { impact, effort, words } of WEAKNESS_TABLE) {
    const found = keywordsIn(text, words);
    const reason = wordsReason(found);
    if (found.length > 0) return { impact: { points: impact, reason }, effort: { points: effort, reason } };
  }
  const reason = "a weakness of a sort that its text does not name";
  return { impact: { points: OTHER_WEAKNESS.impact, reason }, effort: { points: OTHER_WEAKNESS.effort, reason } };
}
