import { join } from "node:path";
import { parseJson } from "../std/json.ts";
import { readOnce } from "../store/kept-readings.ts";
import { type Dod, readDod } from "../store/settings/dod.ts";
import { readText } from "../store/state-file.ts";
import type { Place } from "./workshop.ts";

/** Raise when a Definition of Done is read in another way than before. */
const FORMAT = 1;

/**
 * The whole catalog; of two entries with one id the first counts. Each verb for orders asks for it, and reading YAML is slow: what the
 * files of the catalog came to is kept in the private folder, together with their texts.
 */
export function readDods(place: Place): readonly Dod[] {
  const texts = textsOf(place);
  if (texts.length === 0) return [];
  const source = JSON.stringify([FORMAT, ...texts]);
  return readOnce(place.backlog.kept?.dods, source, () => keptOf(place, source) ?? keep(place, source, texts));
}

function textsOf({ backlog: { home, world } }: Place): readonly string[] {
  const folder = join(home.folder, "dod");
  const listed = world.files.list(folder);
  const names = listed.ok ? listed.value.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort() : [];
  return names.map((name) => readText(world.files, join(folder, name)) ?? "");
}

const keptPath = ({ backlog }: Place): string => join(backlog.home.privateFolder, "dods.json");

function keptOf(place: Place, source: string): readonly Dod[] | undefined {
  const kept = parseJson(readText(place.backlog.world.files, keptPath(place)) ?? "");
  return isKept(kept) && kept.source === source ? kept.dods : undefined;
}

/** The source names the format: what stands beside it was written by this program. */
function isKept(value: unknown): value is { source: unknown; dods: readonly Dod[] } {
  return typeof value === "object" && value !== null && "source" in value && "dods" in value;
}

/** An attempt only: where nothing can be written the catalog is read anew each time. */
function keep(place: Place, source: string, texts: readonly string[]): readonly Dod[] {
  const { files } = place.backlog.world;
  const dods = texts.flatMap((text) => readDod(text).entries);
  if (files.stat(place.backlog.home.privateFolder) !== undefined)
    files.writeAtomic(keptPath(place), new TextEncoder().encode(JSON.stringify({ source, dods })));
  return dods;
}
