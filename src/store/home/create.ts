import { join } from "node:path";
import type { World } from "../../ports/world.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Author } from "../actor.ts";
import { gitText } from "../git-calls.ts";
import { writeBlobs } from "../sync/blobs.ts";
import { identity } from "../write/commit.ts";
import { attach, noteHome } from "./attach.ts";
import { BACKLOG_REF, type Home } from "./home.ts";

export interface FirstFile {
  readonly path: string;
  readonly text: string;
}

export type GitHome = Home & { readonly gitFolder: string };

/**
 * Makes the backlog's branch: a first commit without parents, then its worktree. Until the branch exists nothing is visible; after
 * that a repeated init finds it and goes on with attaching.
 */
export async function createBranchHome(
  world: World,
  home: GitHome,
  first: { files: readonly FirstFile[]; author: Author },
): Promise<Result<void>> {
  const commit = await firstCommit(world, home, first);
  if (!commit.ok) return commit;
  const args = ["update-ref", "-m", "docket: begin a backlog", BACKLOG_REF, commit.value, ""];
  const made = await gitText(world.git, { cwd: home.gitFolder, args, env: identityOf(world, first.author) });
  return made.ok ? attach(world, home, BACKLOG_REF) : made;
}

/** Writes the first files into a folder of the working tree, or of no git at all; files that are there stay as they are. */
export function createFolderHome(world: World, home: Home, files: readonly FirstFile[]): Result<readonly string[]> {
  const { files: disk } = world;
  const created: string[] = [];
  for (const { path, text } of files) {
    const target = join(home.folder, path);
    const made = disk.makeFolder(join(target, ".."));
    if (!made.ok) return made;
    const written = disk.createAtomic(target, new TextEncoder().encode(text));
    if (written.ok) created.push(path);
    else if (written.fault.code !== "file-exists") return written;
  }
  const tickets = disk.makeFolder(join(home.folder, "tickets"));
  if (!tickets.ok) return tickets;
  const noted = notePlace(world, home);
  return noted.ok ? ok(created) : noted;
}

function notePlace(world: World, home: Home): Result<void> {
  const { gitFolder } = home;
  if (gitFolder !== undefined) return noteHome(world, { ...home, gitFolder });
  const made = world.files.makeFolder(home.privateFolder);
  if (!made.ok) return made;
  return world.files.writeAtomic(join(home.privateFolder, ".gitignore"), new TextEncoder().encode("*\n"));
}

async function firstCommit(
  world: World,
  home: GitHome,
  first: { files: readonly FirstFile[]; author: Author },
): Promise<Result<string>> {
  const cwd = home.gitFolder;
  const env = { GIT_INDEX_FILE: join(home.privateFolder, "first-index") };
  const texts = first.files.map(({ text }) => new TextEncoder().encode(text));
  const blobs = await writeBlobs(world, home, texts);
  if (!blobs.ok) return blobs;
  const input = first.files.map(({ path }, place) => `100644 ${blobs.value[place]}\t${path}\0`).join("");
  const listed = await gitText(world.git, { cwd, args: ["update-index", "--add", "-z", "--index-info"], input, env });
  if (!listed.ok) return listed;
  const tree = await gitText(world.git, { cwd, args: ["write-tree"], env });
  world.files.remove(env.GIT_INDEX_FILE);
  if (!tree.ok) return tree;
  return gitText(world.git, {
    cwd,
    args: ["commit-tree", tree.value],
    input: "Begin a backlog\n",
    env: identityOf(world, first.author),
  });
}

const identityOf = (world: World, { actor, email }: Author): Readonly<Record<string, string>> =>
  identity({ actor, email, atMs: world.clock.now() });
