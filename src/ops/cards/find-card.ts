import { backlogClasses } from "./backlog.ts";
import type { Card, CardClass } from "./card.ts";
import { checks } from "./checks.ts";
import { claims } from "./claims.ts";
import { disagreeing } from "./disagreeing.ts";
import { holding } from "./holding.ts";
import { merging } from "./merging.ts";
import { redGreen } from "./red-green.ts";
import { runs } from "./runs.ts";
import { scope } from "./scope.ts";
import { shortcuts } from "./shortcuts.ts";
import { taking } from "./taking.ts";
import { verdicts } from "./verdicts.ts";

/** Every kind of trouble around orders but where their records disagree, as docs/troubleshooting.md tells of them. */
export const cardClasses: readonly CardClass[] = [
  taking,
  holding,
  claims,
  scope,
  redGreen,
  shortcuts,
  checks,
  verdicts,
  merging,
  runs,
];

/** The card of a code; undefined for codes that explain themselves. */
export function findCard(code: string): Card | undefined {
  const found = [...cardClasses, disagreeing, ...backlogClasses].find(({ cards }) => Object.hasOwn(cards, code));
  const card = found?.cards[code];
  return found === undefined || card === undefined ? undefined : { class: found.name, ...card, recheck: found.recheck };
}
