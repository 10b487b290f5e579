import type { Settings } from "./schema.ts";
import { settingsSchema } from "./schema.ts";
import type { Shape } from "./shape.ts";

/** Settings of a file in which nothing is written. Needs no YAML library. */
export function defaultSettings(): Settings {
  // The schema is what Settings is inferred from, so its defaults have that type.
  return defaultOf(settingsSchema) as Settings;
}

/** What a shape stands for when the file says nothing. */
export function defaultOf(shape: Shape): unknown {
  switch (shape.is) {
    case "group":
      return Object.fromEntries(Object.entries(shape.keys).map(([name, inner]) => [name, defaultOf(inner)]));
    case "list":
      return [];
    case "map":
      return {};
    default:
      return shape.default;
  }
}
