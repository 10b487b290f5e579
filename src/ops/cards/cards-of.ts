import type { Finding } from "../../std/finding.ts";
import type { Card } from "./card.ts";
import { findCard } from "./find-card.ts";

/** Cards by code. The findings themselves say what is the matter: a card adds what to do and how to see that it is over. */
export type Cards = Readonly<Record<string, Pick<Card, "class" | "next" | "recheck">>>;

/** Cards of one answer; who mends these few sees the rest when asking again. */
const MAX_CARDS = 12;

/** The cards of what somebody must act on, once for each code, errors first. */
export function cardsOf(findings: readonly Finding[]): Cards {
  const codes = (["error", "warning"] as const).flatMap((weight) =>
    findings.filter(({ severity }) => severity === weight).map(({ code }) => code),
  );
  const cards = [...new Set(codes)].flatMap((code) => {
    const card = findCard(code);
    return card === undefined ? [] : [[code, { class: card.class, next: card.next, recheck: card.recheck }] as const];
  });
  return Object.fromEntries(cards.slice(0, MAX_CARDS));
}
