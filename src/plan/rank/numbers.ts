import { ageAt, effortOf, receivedAt, type Scores } from "./scores.ts";
import { shown } from "./terms.ts";

/** The numbers of one ticket in a ranking, as they are shown. */
export interface RankNumbers {
  readonly score: number;
  /** What a day of delay costs, as far as the estimate can be trusted. */
  readonly value: number;
  readonly unblocks: number;
  readonly aging: number;
  readonly effort: number;
}

export function numbersAt(scores: Scores, place: number): RankNumbers {
  const own = scores.ownAt(place);
  return {
    score: shown(scores.hundredthsAt(place) / 100),
    value: shown(own?.value ?? 0),
    unblocks: shown(receivedAt(scores, place)),
    aging: shown(ageAt(scores, place).aging),
    effort: shown(own === undefined ? 0 : effortOf(own)),
  };
}
