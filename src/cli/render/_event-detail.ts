import { isShape, type Shape, textOf } from "../_shape.ts";

/** `new → ready` where something went from one value to another, else what the event notes. */
export function detailOf(event: Shape): string {
  const { from, to, field, relation, target } = event;
  const name = field === undefined ? "" : `${textOf(field)} `;
  const step = textOf(to) === "" ? [] : [`${name}${textOf(from)} → ${textOf(to)}`];
  const tie = relation === undefined ? [] : [`${textOf(relation)} ${textOf(target)}`.trim()];
  const rest = Object.entries(event).filter(([key]) => !TOLD.has(key));
  return [...step, ...tie, ...rest.map(([key, value]) => noteOf(key, textOf(isShape(value) ? "" : value)))].join(", ");
}

/** `removed` for `removed: yes`. */
const noteOf = (name: string, value: string): string => (value === "yes" ? name : `${name} ${value}`.trim());

/** Told in their own places; `proves` is for merges and says nothing to a reader. */
const TOLD = new Set("id kind author by at what body refs from to field proves relation target".split(" "));
