import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { EPICS_FILE } from "../epics-file.ts";
import { gitSays, gitText } from "../git-calls.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { COMMITS_A_CALL, MAX_PAST_COMMITS } from "../limits.ts";
import { treeDiff } from "../sync/tree-diff.ts";
import { steadyTimes } from "./steady-times.ts";

/** What one commit made of the files of tickets and epics. */
export interface PastCommit {
  /** Milliseconds since 1970, never before the commit it follows. */
  readonly at: number;
  /** By path from the backlog's folder: the blob that is there after it, nothing where it took the file away. */
  readonly blobs: ReadonlyMap<string, string | undefined>;
}

export interface PastCommits {
  /** The oldest first. */
  readonly commits: readonly PastCommit[];
  /** Older ones that were not looked at. */
  readonly olderCommits: number;
  /** Commits whose clock disagrees with those around them. */
  readonly strayClocks: number;
  /** This clone does not have the beginning. */
  readonly isShallow: boolean;
}

const PATHS = ["--", TICKETS_FOLDER, EPICS_FILE];
const NOTHING: PastCommits = { commits: [], olderCommits: 0, strayClocks: 0, isShallow: false };

/**
 * The commits of a backlog in the order of their dates, no commit before its parents. Lines that ran beside each other are shuffled
 * into one; a merge is compared with each of its parents, so that what stands after it is what its tree has.
 */
export async function pastCommits({ home, world }: Backlog): Promise<Result<PastCommits>> {
  const { git } = world;
  const cwd = home.folder;
  const head = ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"];
  if (home.kind === "plain" || !(await gitSays(git, { cwd, args: head }))) return ok(NOTHING);
  const listed = await gitText(git, {
    cwd,
    args: ["rev-list", "--date-order", "--reverse", `--max-count=${MAX_PAST_COMMITS}`, "HEAD"],
  });
  const counted = await gitText(git, { cwd, args: ["rev-list", "--count", "HEAD"] });
  const shallow = await gitText(git, { cwd, args: ["rev-parse", "--is-shallow-repository"] });
  for (const answer of [listed, counted, shallow]) if (!answer.ok) return answer;
  const names = listed.ok ? listed.value.split("\n") : [];
  const olderCommits = Number(counted.ok ? counted.value : 0) - names.length;
  const found: FoundCommit[] = [];
  if (olderCommits > 0) {
    const start = await treeBefore({ home, world }, names[0] ?? "HEAD");
    if (!start.ok) return start;
    found.push(start.value);
  }
  for (let from = 0; from < names.length; from += COMMITS_A_CALL) {
    const some = await changesOf({ home, world }, names.slice(from, from + COMMITS_A_CALL));
    if (!some.ok) return some;
    for (const one of some.value) found.push(one);
    world.progress.step("reading commits", Math.min(from + COMMITS_A_CALL, names.length), names.length);
  }
  world.progress.end("reading commits");
  const { times, strays } = steadyTimes(found.map(({ seconds }) => seconds * 1000));
  const commits = found.map(({ blobs }, place) => ({ at: times[place] ?? 0, blobs }));
  const isShallow = shallow.ok && shallow.value === "true";
  return ok({ commits, olderCommits, strayClocks: strays, isShallow });
}

interface FoundCommit {
  readonly name: string;
  readonly seconds: number;
  readonly blobs: Map<string, string | undefined>;
}

/** What was there before the first commit that is looked at. */
async function treeBefore({ home, world }: Backlog, first: string): Promise<Result<FoundCommit>> {
  const cwd = home.folder;
  const name = `${first}^`;
  const dated = await gitText(world.git, { cwd, args: ["log", "-1", "--format=%ct", name] });
  if (!dated.ok) return dated;
  const tree = await treeDiff(world.git, cwd, { from: undefined, to: name });
  if (!tree.ok) return tree;
  const blobs = new Map([...tree.value].flatMap(([path, { after }]) => (isOurs(path) ? [[path, after] as const] : [])));
  return ok({ name, seconds: Number(dated.value), blobs });
}

const isOurs = (path: string): boolean => path === EPICS_FILE || path.startsWith(`${TICKETS_FOLDER}/`);

async function changesOf({ home, world }: Backlog, names: readonly string[]): Promise<Result<readonly FoundCommit[]>> {
  const shape = ["-r", "-m", "--root", "--raw", "-z", "--no-renames", "--relative", "--format=%x01%H %ct"];
  const listed = await gitText(world.git, {
    cwd: home.folder,
    args: ["diff-tree", "--stdin", ...shape, ...PATHS],
    input: `${names.join("\n")}\n`,
  });
  return listed.ok ? ok(parseChanges(listed.value)) : listed;
}

const HEADER = /^\u0001([0-9a-f]+) (\d+)$/;
const ENTRY = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/;
/** A plain file; links and folders of other repositories are no tickets. */
const FILE_MODE = /^100/;

/** A merge comes once for each parent, under the same name. */
function parseChanges(text: string): readonly FoundCommit[] {
  const found: FoundCommit[] = [];
  const parts = text.split("\0");
  for (let at = 0; at < parts.length; at += 1) {
    const part = (parts[at] ?? "").replace(/^\n+/, "");
    const [, name, seconds] = HEADER.exec(part) ?? [];
    if (name !== undefined && found.at(-1)?.name !== name) {
      found.push({ name, seconds: Number(seconds), blobs: new Map() });
    }
    const [, mode = "", blob] = ENTRY.exec(part) ?? [];
    if (blob === undefined) continue;
    at += 1;
    found.at(-1)?.blobs.set(parts[at] ?? "", FILE_MODE.test(mode) ? blob : undefined);
  }
  return found;
}
