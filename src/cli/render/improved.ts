import type { Line } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";

/** What became of a question to a model: which parts came from it, which did not, or why there is none. */
export function improvedLines({ improved }: Shape): readonly Line[] {
  const { by, kept, parts, left, fault } = shapeOf(improved);
  if (fault !== undefined) return [["  ", { text: "not improved: ", style: "yellow" }, textOf(shapeOf(fault).message)]];
  if (by === undefined) return [];
  const names = Array.isArray(parts) ? parts.map(textOf).join(", ") : "";
  const from = `  from ${textOf(by)}${kept === true ? ", as it answered before" : ""}: ${names === "" ? "nothing" : names}`;
  return [
    [{ text: from, style: "dim" }],
    ...(shapesOf(left) ?? []).map(
      ({ part, why }): Line => [{ text: `  not taken, ${textOf(part)}: ${textOf(why)}`, style: "dim" }],
    ),
  ];
}
