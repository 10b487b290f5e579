import type { Settings } from "../../store/settings/schema.ts";
import { DEFAULT_REQUIREMENTS, type Requirements } from "../../ticket/requirements.ts";

/** What the settings ask of a ticket before it moves forward. */
export function requirementsOf({ checks }: Settings): Requirements {
  return { ...DEFAULT_REQUIREMENTS, ...checks };
}
