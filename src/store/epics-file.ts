import { join } from "node:path";
import type { Backlog } from "./backlog.ts";
import type { Epic } from "./settings/epics.ts";
import { readText } from "./state-file.ts";

export const EPICS_FILE = "epics.yaml";

/** The epic registry. A registry without a single entry is told by its text, so that the YAML library is not loaded for it. */
export async function readEpics({ home, world }: Backlog): Promise<readonly Epic[]> {
  const text = readText(world.files, join(home.folder, EPICS_FILE));
  if (text === undefined || isEmptyRegistry(text)) return [];
  const { readEpics: parse } = await import("./settings/epics.ts");
  return parse(text).epics;
}

/** Whether a registry has no entry, told by its text. */
export const isEmptyRegistry = (text: string): boolean => text === "" || /^epics:\s*\[\s*\]\s*$/m.test(text);
