import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import { err, ok, type Result } from "../std/result.ts";
import { proofFolderFailed } from "./faults.ts";
import { globMatcher } from "./globs.ts";

/** The trees that a proof compares, and what the change brings besides tests. */
export interface ProofTrees {
  readonly base: string;
  readonly head: string;
  /** The base's sources with the tests of the head: added and changed ones put in, removed ones taken out. */
  readonly overlay: string;
  /** Files that are no tests and are in the head only. */
  readonly addedSources: readonly string[];
}

export interface ProofPlace {
  /** Any worktree of the repository. */
  readonly worktree: string;
  readonly mergeBase: string;
  readonly head: string;
  readonly testGlobs: readonly string[];
  /** A folder for this proof alone. */
  readonly scratch: string;
}

interface Reach {
  readonly git: Git;
  readonly files: Files;
}

/** Builds the overlay as a tree of git, in an index of its own: no worktree and no branch is touched. */
export async function proofTrees({ git, files }: Reach, place: ProofPlace): Promise<Result<ProofTrees>> {
  const cwd = place.worktree;
  const index = join(place.scratch, "index");
  // What a proof that was cut off left here would stand in the way.
  for (const path of [index, `${index}.lock`]) {
    const removed = files.remove(path);
    if (!removed.ok) return removed;
  }
  const ends = await ask(git, { cwd, args: ["rev-parse", `${place.mergeBase}^{tree}`, `${place.head}^{tree}`] });
  if (!ends.ok) return ends;
  const [base = "", head = ""] = ends.value.trim().split("\n");
  const before = await listTree(git, cwd, base);
  if (!before.ok) return before;
  const after = await listTree(git, cwd, head);
  if (!after.ok) return after;
  const isTest = globMatcher(place.testGlobs);
  const addedSources = [...after.value.keys()].filter((path) => !isTest(path) && !before.value.has(path));
  const env = { GIT_INDEX_FILE: index };
  const input = indexLines(before.value, after.value, isTest);
  const steps = [{ args: ["read-tree", base] }, { args: ["update-index", "-z", "--index-info"], input }];
  for (const step of steps) {
    const done = await ask(git, { cwd, env, ...step });
    if (!done.ok) return done;
  }
  const overlay = await ask(git, { cwd, env, args: ["write-tree"] });
  return overlay.ok ? ok({ base, head, overlay: overlay.value.trim(), addedSources }) : overlay;
}

/** A commit with a tree, as a worktree needs one. The same tree and parent give the same commit; no ref points to it. */
export async function commitOf(git: Git, place: ProofPlace, tree: string): Promise<Result<string>> {
  const who = { NAME: "docket", EMAIL: "docket@localhost", DATE: "2000-01-01T00:00:00Z" };
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) => Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value])),
  );
  const args = ["commit-tree", tree, "-p", place.mergeBase, "-m", "Tests of a change on the sources of its base"];
  const made = await ask(git, { cwd: place.worktree, env, args });
  return made.ok ? ok(made.value.trim()) : made;
}

type Entries = ReadonlyMap<string, string>;

async function listTree(git: Git, cwd: string, tree: string): Promise<Result<Entries>> {
  const listed = await ask(git, { cwd, args: ["ls-tree", "-r", "-z", "--full-tree", tree] });
  if (!listed.ok) return listed;
  const entries = listed.value.split("\0").flatMap((line) => {
    const tab = line.indexOf("\t");
    return tab < 0 ? [] : [[line.slice(tab + 1), line.slice(0, tab)] as const];
  });
  return ok(new Map(entries));
}

/** Lines for `update-index`: removals first, so that a file may become a folder. */
function indexLines(before: Entries, after: Entries, isTest: (path: string) => boolean): string {
  const gone = [...before.keys()].filter((path) => isTest(path) && !after.has(path));
  // As long as the names of this repository's objects.
  const none = "0".repeat(entryName(after) ?? 40);
  const put = [...after].filter(([path, entry]) => isTest(path) && before.get(path) !== entry);
  return [...gone.map((path) => `0 ${none}\t${path}\0`), ...put.map(([path, entry]) => `${entry}\t${path}\0`)].join("");
}

function entryName(entries: Entries): number | undefined {
  for (const entry of entries.values()) return entry.split(" ")[2]?.length;
  return undefined;
}

interface Ask {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs git and gives what it prints; a non-zero exit is the fault `proof-folder-failed`. */
export async function ask(git: Git, call: Ask): Promise<Result<string>> {
  const answer = await git.run(call);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(proofFolderFailed({ args: call.args, reason: stderr.trim() || `exit ${code}` }));
  return ok(new TextDecoder().decode(stdout));
}
