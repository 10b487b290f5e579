import { join } from "node:path";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { SETTINGS_FILE } from "../home/home.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import type { Change } from "../write/change.ts";
import { type GroupChange, setKeys } from "./set-keys.ts";

/** The change of docket.yaml that sets keys of one group. */
export function settingsChange({ world, home }: Backlog, change: GroupChange): Result<Change> {
  const read = world.files.read(join(home.folder, SETTINGS_FILE), MAX_STATE_BYTES);
  if (!read.ok) return read;
  const after = setKeys(new TextDecoder().decode(read.value), change);
  return after.ok ? ok({ path: SETTINGS_FILE, before: read.value, after: after.value }) : after;
}
