import type { Line } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";

/** What a model takes for the same: what became one, what is only proposed, and why somebody was not heard. */
export function mergeLines({ merges, fault }: Shape): readonly Line[] {
  const lines = (shapesOf(merges) ?? []).map(
    (one): Line => [
      { text: `${textOf(one.by)}: `, style: "dim" },
      one.facts === undefined ? ticketText(one) : `${both(one.facts)} may be one: ${both(one.titles)}`,
      { text: `  ${textOf(one.reason)}`, style: "dim" },
    ],
  );
  if (fault === undefined) return lines;
  const { message } = shapeOf(fault);
  return [...lines, [{ text: "nobody said what else is the same: ", style: "yellow" }, textOf(message)]];
}

const ticketText = ({ title, same, merged }: Shape): string =>
  `${textOf(title)} ${merged === true ? "went to" : "may be the same as"} ${textOf(same)}`;

const both = (pair: unknown): string => (Array.isArray(pair) ? pair.map(textOf).join(" and ") : textOf(pair));
