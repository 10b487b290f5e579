import { posix } from "node:path";
import type { Finding } from "../std/finding.ts";
import { type Found, filesLike } from "./_runs-files.ts";
import type { Look } from "./source.ts";

/** Files of a run by what they are for; the first name that is there counts. */
export const RUN_FILES = {
  report: ["report.json"],
  error: ["error.json"],
  validation: ["report_validation_errors.json", "report_validation_error.json"],
  stderr: ["agent_stderr.txt", "stderr.txt", "stderr.log"],
  last: ["agent_last_message.txt", "last_message.txt", "last_message.md"],
  about: ["target_ref.json", "run.json"],
} as const;

export type RunFile = keyof typeof RUN_FILES;

/** The folder of one run. */
export interface RunFolder {
  /** `<target>/<YYYYMMDDTHHMMSSZ>/<agent>/<seed>`, or whatever the path below the folder of all runs is. */
  readonly id: string;
  readonly path: string;
  readonly target: string;
  readonly agent: string;
  readonly seed: string;
  /** UTC, as in the path; empty where it holds none. */
  readonly time: string;
  readonly files: ReadonlyMap<RunFile, string>;
}

export interface RunFolders extends Pick<Found, "closed" | "isWhole"> {
  readonly runs: readonly RunFolder[];
  readonly findings: readonly Finding[];
}

/** Where runs lie when nothing is said. */
const DEFAULT = ["runs"];

/** Every folder below those of the settings that holds a file of a run. */
export function runFolders({ world, root, settings }: Look): RunFolders {
  const named = settings.report === undefined || settings.report === "" ? settings.include : [settings.report];
  const tops = (named.length === 0 ? DEFAULT : named).map((top) => top.replace(/(?:\/\*\*?)?\/*$/, ""));
  const names = Object.values(RUN_FILES).flat().join(",");
  const found = tops.map((top) => ({
    top,
    ...filesLike({ files: world.files, root }, [`${top}/**/{${names}}`], settings.exclude),
  }));
  const byFolder = new Map<string, { readonly top: string; readonly names: Set<string> }>();
  for (const { top, paths } of found)
    for (const path of paths) {
      const folder = byFolder.get(posix.dirname(path)) ?? { top, names: new Set() };
      folder.names.add(posix.basename(path));
      byFolder.set(posix.dirname(path), folder);
    }
  const runs = [...byFolder].map(([path, { top, names: own }]) => runFolder(path, top, own));
  return {
    runs,
    closed: found.flatMap(({ closed }) => closed),
    isWhole: found.every(({ isWhole }) => isWhole),
    findings: found.flatMap(({ findings }) => findings),
  };
}

function runFolder(path: string, top: string, names: ReadonlySet<string>): RunFolder {
  const below = path.startsWith(`${top}/`) ? path.slice(top.length + 1) : path;
  const parts = below.split("/");
  const at = parts.findIndex((part) => /^\d{8}T\d{6}Z$/.test(part));
  const part = (place: number): string => (at < 0 ? undefined : parts[place]) ?? "unknown";
  const files = Object.entries(RUN_FILES).flatMap(([use, own]) =>
    own
      .filter((name) => names.has(name))
      .slice(0, 1)
      .map((name) => [use, name] as const),
  );
  const known = new Map<RunFile, string>();
  for (const [use, name] of files) if (isUse(use)) known.set(use, `${path}/${name}`);
  return {
    ...{ id: below, path, files: known, agent: part(at + 1), seed: part(at + 2), time: parts[at] ?? "" },
    target: at > 0 ? parts.slice(0, at).join("/") : "unknown",
  };
}

const isUse = (use: string): use is RunFile => use in RUN_FILES;

/** The time in a run's path, in milliseconds; undefined where it holds none. */
export function runTimeMs({ time }: RunFolder): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return year === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
