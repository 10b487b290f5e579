import { posix } from "node:path";
import { globMatcher } from "./_files-globs.ts";
import { MAX_NESTED_FOLDERS } from "./_tool-limits.ts";
import { type Project, projectOf } from "./_tool-project.ts";
import type { Look } from "./source.ts";

/** Folders whose projects are made to be looked at by tests. */
const SAMPLES = /(?:^|\/)(?:node_modules|vendor|fixtures?|__fixtures__|testdata|test-data|samples?)\//;

export interface Projects {
  /** The root first, then folders in order. */
  readonly projects: readonly Project[];
  /** False when there are more than can be asked. */
  readonly isWhole: boolean;
}

/** The root, and the folders below it that hold one of the files, as far as git knows them and the settings do not exclude them. */
export async function projectsOf(look: Look, files: readonly string[]): Promise<Projects> {
  const excluded = globMatcher(look.settings.exclude);
  const nested =
    files.length === 0 ? [] : (await known(look, files)).filter((path) => !SAMPLES.test(path) && !excluded(path));
  const folders = [...new Set(nested.map((path) => posix.dirname(path)))].filter((folder) => folder !== ".").sort();
  return {
    projects: ["", ...folders.slice(0, MAX_NESTED_FOLDERS)].map((folder) => projectOf(look, folder)),
    isWhole: folders.length <= MAX_NESTED_FOLDERS,
  };
}

/** Where there is no git there is the root alone. */
async function known({ world, root }: Look, files: readonly string[]): Promise<readonly string[]> {
  const patterns = files.map((name) => `:(glob)**/${name}`);
  const listed = await world.git.run({ cwd: root, args: ["ls-files", "-z", "--", ...patterns] });
  if (!listed.ok || listed.value.code !== 0) return [];
  return new TextDecoder()
    .decode(listed.value.stdout)
    .split("\0")
    .filter((path) => path !== "");
}
