import { join, relative } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Git } from "../../ports/git.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { branchTaken, folderTaken } from "../faults.ts";
import { gitSays, gitText } from "../git-calls.ts";
import { isLeftover } from "../leftover.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { homeNote } from "./find-home.ts";
import { BACKLOG_BRANCH, BACKLOG_REF, type Home, SETTINGS_FILE } from "./home.ts";

export interface HomePorts {
  readonly files: Files;
  readonly git: Git;
}

type GitHome = Home & { readonly gitFolder: string };

/** Where the repository already has a backlog: on its own branch, or on one fetched from a remote. A branch of code of that name is none. */
export async function backlogBranch(git: Git, gitFolder: string): Promise<string | undefined> {
  const listed = await gitText(git, {
    cwd: gitFolder,
    args: ["for-each-ref", "--format=%(refname)", BACKLOG_REF, `refs/remotes/*/${BACKLOG_BRANCH}`],
  });
  if (!listed.ok || listed.value === "") return undefined;
  const rank = (ref: string): number => (ref === BACKLOG_REF ? 0 : ref.startsWith("refs/remotes/origin/") ? 1 : 2);
  const refs = listed.value.split("\n").toSorted((a, b) => rank(a) - rank(b));
  for (const ref of refs) if (await holdsBacklog(git, gitFolder, ref)) return ref;
  return undefined;
}

/** Whether a commit has the settings of a backlog at its top. */
export const holdsBacklog = (git: Git, cwd: string, commit: string): Promise<boolean> =>
  gitSays(git, { cwd, args: ["cat-file", "-e", `${commit}:${SETTINGS_FILE}`] });

/** Refuses to begin a backlog where its folder or its branch is something else; nothing has been made yet. */
export async function checkPlace({ files, git }: HomePorts, home: Home): Promise<Result<void>> {
  const free = checkFolder(files, home);
  if (!free.ok || home.kind !== "branch" || home.gitFolder === undefined) return free;
  const args = ["for-each-ref", "--count=1", "--format=%(refname:short)", BACKLOG_REF];
  const there = await gitText(git, { cwd: home.gitFolder, args });
  return there.ok && there.value !== "" ? err(branchTaken({ ref: there.value })) : ok(undefined);
}

function checkFolder(files: Files, { folder }: Home): Result<void> {
  const there = files.list(folder);
  // An init that died over its very first file left a temp file: that is no reason to refuse the next one.
  const isFree = there.ok ? there.value.every(isLeftover) : files.stat(folder) === undefined;
  return isFree ? ok(undefined) : err(folderTaken({ folder }));
}

/** Checks the backlog branch out at its home, notes the place and hides the folder from the code's git status. */
export async function attach(ports: HomePorts, home: GitHome, from: string): Promise<Result<void>> {
  const { files, git } = ports;
  const stands = files.stat(join(home.folder, SETTINGS_FILE)) !== undefined;
  const free = stands ? ok(undefined) : checkFolder(files, home);
  if (!free.ok) return free;
  if (from !== BACKLOG_REF) {
    const branched = await gitText(git, { cwd: home.gitFolder, args: ["update-ref", BACKLOG_REF, from, ""] });
    if (!branched.ok) return branched;
    const remote = from.split("/")[2] ?? "origin";
    await gitText(git, { cwd: home.gitFolder, args: ["config", `branch.${BACKLOG_BRANCH}.remote`, remote] });
    await gitText(git, { cwd: home.gitFolder, args: ["config", `branch.${BACKLOG_BRANCH}.merge`, BACKLOG_REF] });
  }
  if (!stands) {
    const added = await addWorktree(git, home);
    if (!added.ok) return added;
  }
  return noteHome(ports, home);
}

/** Writes the private note and, for a nested worktree, the exclude line. */
export function noteHome(ports: HomePorts, home: GitHome): Result<void> {
  const note = homeNote(home);
  const made = ports.files.makeFolder(home.privateFolder);
  if (!made.ok) return made;
  const noted = ports.files.writeAtomic(note.path, new TextEncoder().encode(note.text));
  if (!noted.ok || home.kind !== "branch") return noted;
  const inside = relative(home.root, home.folder);
  return inside.startsWith("..") || home.root === home.gitFolder ? ok(undefined) : exclude(ports.files, home, inside);
}

async function addWorktree(git: Git, home: GitHome): Promise<Result<void>> {
  const cwd = home.gitFolder;
  // A folder that was deleted by hand leaves git's record of the worktree behind; only such records are pruned.
  await gitSays(git, { cwd, args: ["worktree", "prune"] });
  const added = await gitText(git, { cwd, args: ["worktree", "add", "--quiet", home.folder, BACKLOG_BRANCH] });
  return added.ok ? ok(undefined) : added;
}

function exclude(files: Files, home: GitHome, inside: string): Result<void> {
  const path = join(home.gitFolder, "info", "exclude");
  const read = files.read(path, MAX_STATE_BYTES);
  const text = read.ok ? new TextDecoder().decode(read.value) : "";
  const line = `/${inside.split("\\").join("/")}/`;
  if (text.split(/\r?\n/).includes(line)) return ok(undefined);
  const made = files.makeFolder(join(home.gitFolder, "info"));
  if (!made.ok) return made;
  const glue = text === "" || text.endsWith("\n") ? "" : "\n";
  return files.writeAtomic(path, new TextEncoder().encode(`${text}${glue}${line}\n`));
}

/** Tells git where a worktree is after the repository was moved. An attempt: whoever needs git hears from git what is wrong. */
export async function repairWorktree(git: Git, home: Home): Promise<void> {
  if (home.gitFolder !== undefined)
    await gitText(git, { cwd: home.gitFolder, args: ["worktree", "repair", home.folder] });
}
