import { isShape, type Shape, textOf } from "../_shape.ts";

/** `new → ready` where something went from one value to another, else what the event notes. */
export function detailOf(event: Shape): string {
  const { from, to, field } = event;
  const step =
    textOf(to) === "" ? [] : [`${field === undefined ? "" : `${textOf(field)} `}${textOf(from)} → ${textOf(to)}`];
  const rest = Object.entries(event).filter(([name]) => !TOLD.has(name) && !["from", "to", "field"].includes(name));
  return [...step, ...rest.map(([name, value]) => `${name} ${textOf(isShape(value) ? "" : value)}`.trim())].join(", ");
}

const TOLD = new Set(["id", "kind", "author", "by", "at", "what", "body", "refs"]);
