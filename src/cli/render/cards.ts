import type { Finding } from "../../std/finding.ts";
import type { Line } from "../_page.ts";
import { type Shape, shapeOf, textOf } from "../_shape.ts";

/** What to do about each code that was found, one line a code, and how to see that it is over. */
export function cardLines(cards: unknown): readonly Line[] {
  const all = Object.entries(shapeOf(cards)).map(([code, card]) => ({ code, ...shapeOf(card) }));
  if (all.length === 0) return [];
  const rechecks = new Set(all.map((card) => textOf(shapeOf(card).recheck)));
  return [
    [{ text: "what to do", style: "bold" }],
    ...all.map((card): Line => {
      const { next } = shapeOf(card);
      const steps = Array.isArray(next) ? next.map(textOf).join(" · ") : "";
      return [{ text: `  ${card.code}: `, style: "dim" }, steps];
    }),
    [{ text: `  then: ${[...rechecks].join(", ")}`, style: "dim" }],
  ];
}

/** The cards of what was found; a finding with a hint of its own says already what to do. */
export function ofThoseWithoutHint(cards: unknown, found: readonly Finding[]): Shape {
  const codes = new Set(found.filter(({ hint }) => hint === undefined).map(({ code }) => code));
  return Object.fromEntries(Object.entries(shapeOf(cards)).filter(([code]) => codes.has(code)));
}
