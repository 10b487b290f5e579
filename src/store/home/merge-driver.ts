import type { World } from "../../ports/world.ts";
import { ok, type Result } from "../../std/result.ts";
import { gitText } from "../git-calls.ts";
import type { Home } from "./home.ts";

/** The name under which git knows our driver; `.gitattributes` of a tree home refers to it. */
export const DRIVER = "docket";
/** The name of an alias that lives for one call. */
const TRIAL = "docket-driver-trial";

/** Tells this clone's git to merge ticket files with Docket. Settings of a clone are never pushed, so each clone does it once. */
export async function installMergeDriver({ git, environment }: World, home: Home): Promise<Result<void>> {
  if (home.gitFolder === undefined) return ok(undefined);
  const cwd = home.gitFolder;
  const program = environment.program.map(quote).join(" ");
  const named = await gitText(git, { cwd, args: ["config", `merge.${DRIVER}.name`, "Docket: tickets field by field"] });
  if (!named.ok) return named;
  const set = await gitText(git, {
    cwd,
    args: ["config", `merge.${DRIVER}.driver`, `${program} merge-driver %O %A %B %P`],
  });
  return set.ok ? ok(undefined) : set;
}

/** How the driver of this clone stands. */
export type DriverState =
  | { readonly kind: "missing" }
  | { readonly kind: "works" }
  | { readonly kind: "broken"; readonly command: string; readonly reason: string };

/**
 * Looks whether this clone has the driver, and whether git can start it: a program that was moved or removed since makes git
 * leave every ticket that both sides changed in conflict. It is started the way git starts it, and asked for its help only.
 */
export async function driverState({ git }: World, home: Home): Promise<DriverState> {
  const cwd = home.folder;
  const set = await gitText(git, { cwd, args: ["config", "--get", `merge.${DRIVER}.driver`] });
  if (!set.ok || set.value === "") return { kind: "missing" };
  const [, command] = /^(.* merge-driver) %O %A %B %P$/s.exec(set.value) ?? [];
  // Somebody's own wrapper: what it does with other words than these four is not known.
  if (command === undefined) return { kind: "works" };
  const tried = await git.run({ cwd, args: ["-c", `alias.${TRIAL}=!${command} --help`, TRIAL] });
  if (!tried.ok) return { kind: "broken", command, reason: tried.fault.message };
  const { code, stderr } = tried.value;
  return code === 0 ? { kind: "works" } : { kind: "broken", command, reason: `exit ${code}: ${firstLine(stderr)}` };
}

const firstLine = (text: string): string => text.trimStart().split("\n", 1)[0]?.slice(0, 200) ?? "";

/** Git hands the command to a shell. */
const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
