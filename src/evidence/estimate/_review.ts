import type { Atom } from "../atom.ts";
import { type Estimate, type Estimating, pointsByWords, rowByWords, type TwoEstimates } from "./points.ts";
import { IMPACT_TABLE, OTHER_IMPACT, OTHER_REVIEW_EFFORT, REVIEW_EFFORT_TABLE, REVIEW_LENGTHS } from "./tables.ts";

/** What a reviewer asks for: by what there is to do, else by how much there is to say about it. */
export function estimateReview({ atoms, text }: Estimating): TwoEstimates {
  return {
    impact: pointsByWords(text, IMPACT_TABLE, OTHER_IMPACT),
    effort:
      rowByWords(text, REVIEW_EFFORT_TABLE) ??
      byLength(atoms.reduce((most, atom) => Math.max(most, lengthOf(atom)), 0)),
  };
}

/** The comment itself stands in the quotation; the message is its first line. */
const lengthOf = ({ message, quote }: Atom): number =>
  Math.max(message.length, quote === undefined ? 0 : quote.text.length + (quote.cut ?? 0));

function byLength(length: number): Estimate {
  const row = REVIEW_LENGTHS.find(({ over }) => length > over);
  return { points: row?.points ?? OTHER_REVIEW_EFFORT, reason: `${length} characters long` };
}
