import { readShape } from "./_read-shape.ts";
import { type Problem, parseYaml } from "./_yaml.ts";
import { type Settings, settingsSchema } from "./schema.ts";

export interface SettingsReading {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** Reads docket.yaml. Never fails: what is wrong becomes a problem, and its default stands in for it. */
export function readSettings(text: string): SettingsReading {
  const { value, problems } = readShape(settingsSchema, parseYaml(text));
  // readShape gives exactly what the schema describes, and Settings is inferred from the schema.
  return { settings: value as Settings, problems };
}
