import { join } from "node:path";
import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Backlog } from "./backlog.ts";
import { settingsBroken } from "./faults.ts";
import { SETTINGS_FILE } from "./home/home.ts";
import { MAX_STATE_BYTES, RACY_MS } from "./limits.ts";
import type { Settings } from "./settings/schema.ts";
import { readText } from "./state-file.ts";

/** Raise when the schema changes in a way that makes an older cache wrong. */
export const CACHE_FORMAT = 5;

/**
 * The settings of a backlog. A YAML library costs as much as the rest of a small write together, so what it read is kept in the
 * private folder and used while docket.yaml stays the same.
 */
export async function loadSettings(backlog: Backlog): Promise<Result<Settings>> {
  const { home, world } = backlog;
  const path = join(home.folder, SETTINGS_FILE);
  const stat = world.files.stat(path);
  const mark = stat === undefined ? "none" : [CACHE_FORMAT, stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino].join(" ");
  const cached = readCache(backlog, mark);
  if (cached !== undefined) return ok(cached);
  const { readSettings } = await import("./settings/read.ts");
  const { settings, problems } = readSettings(readText(world.files, path) ?? "");
  const first = problems.find(({ severity }) => severity === "error");
  if (first !== undefined) return err(settingsBroken({ line: first.line, reason: first.message, hint: first.hint }));
  const touched = stat === undefined ? 0 : Math.max(stat.mtimeMs, stat.ctimeMs);
  if (touched < world.files.stampMs() - RACY_MS) writeCache(backlog, mark, settings);
  return ok(settings);
}

const cachePath = ({ home }: Backlog): string => join(home.privateFolder, "settings.json");

function readCache(backlog: Backlog, mark: string): Settings | undefined {
  const read = backlog.world.files.read(cachePath(backlog), MAX_STATE_BYTES);
  if (!read.ok) return undefined;
  const cache = parseJson(new TextDecoder().decode(read.value));
  return isCache(cache) && cache.mark === mark ? cache.settings : undefined;
}

/** The mark names the format: settings under it were written by this program. */
function isCache(value: unknown): value is { mark: unknown; settings: Settings } {
  return typeof value === "object" && value !== null && "mark" in value && "settings" in value;
}

/** An attempt only: where nothing can be written the settings are read anew each time. */
function writeCache(backlog: Backlog, mark: string, settings: Settings): void {
  const { files } = backlog.world;
  if (!files.makeFolder(backlog.home.privateFolder).ok) return;
  files.writeAtomic(cachePath(backlog), new TextEncoder().encode(JSON.stringify({ mark, settings })));
}
