import { join } from "node:path";
import type { Finding } from "../../std/finding.ts";
import type { Backlog } from "../backlog.ts";
import { EPICS_FILE } from "../epics-file.ts";
import { SETTINGS_FILE } from "../home/home.ts";
import { type Dod, readDod } from "../settings/dod.ts";
import { readEpics } from "../settings/epics.ts";
import { readSettings } from "../settings/read.ts";
import { readText } from "../state-file.ts";
import type { Registry } from "./examined.ts";

const DOD_FOLDER = "dod";

/** Reads docket.yaml, epics.yaml and dod/; what is wrong there is a finding, and what was understood counts. */
export function readRegistry({ home, world }: Backlog): Registry {
  const textOf = (path: string): string => readText(world.files, join(home.folder, path)) ?? "";
  const settings = readSettings(textOf(SETTINGS_FILE));
  const epicsText = textOf(EPICS_FILE);
  const epics = readEpics(epicsText);
  const dods: Dod[] = [];
  const findings: Finding[] = [...inFile(SETTINGS_FILE, settings.problems), ...inFile(EPICS_FILE, epics.problems)];
  const listed = world.files.list(join(home.folder, DOD_FOLDER));
  for (const name of (listed.ok ? [...listed.value] : []).sort()) {
    if (!/\.ya?ml$/.test(name) || name.startsWith(".")) continue;
    const { entries, problems } = readDod(textOf(`${DOD_FOLDER}/${name}`));
    dods.push(...entries);
    findings.push(...inFile(`${DOD_FOLDER}/${name}`, problems));
  }
  return { settings: settings.settings, epics: epics.epics, epicsText, dods, findings };
}

const inFile = (file: string, problems: readonly Omit<Finding, "file">[]): readonly Finding[] =>
  problems.map((problem) => ({ ...problem, file }));
