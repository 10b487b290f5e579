import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";
import { readBlobs } from "../sync/blobs.ts";

/** A file that a git merge left with several versions. */
export interface Unmerged {
  /** Path from the backlog's folder. */
  readonly path: string;
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array | undefined;
  readonly theirs: Uint8Array | undefined;
}

const STAGES = { "1": "base", "2": "ours", "3": "theirs" } as const;

interface Names {
  base?: string;
  ours?: string;
  theirs?: string;
}

/** Reads what git keeps of an unfinished merge: the common version and the two that were to be merged. */
export async function unmergedFiles(backlog: Backlog): Promise<Result<readonly Unmerged[]>> {
  const { home, world } = backlog;
  if (home.kind === "plain") return ok([]);
  const listed = await gitText(world.git, { cwd: home.folder, args: ["ls-files", "--unmerged", "-z"] });
  if (!listed.ok) return listed;
  const stages = stagesByPath(listed.value);
  const names = [...stages.values()].flatMap(({ base, ours, theirs }) => [base, ours, theirs]);
  const blobs = await readBlobs(
    world,
    home,
    names.filter((name) => name !== undefined),
  );
  if (!blobs.ok) return blobs;
  const content = (name: string | undefined): Uint8Array | undefined =>
    name === undefined ? undefined : blobs.value.get(name);
  return ok(
    [...stages].map(([path, { base, ours, theirs }]) => ({
      path,
      base: content(base),
      ours: content(ours),
      theirs: content(theirs),
    })),
  );
}

function stagesByPath(listed: string): ReadonlyMap<string, Names> {
  const stages = new Map<string, Names>();
  for (const entry of listed.split("\0")) {
    const [, name, stage, path] = /^\d+ ([0-9a-f]+) ([123])\t(.+)$/s.exec(entry) ?? [];
    if (name === undefined || path === undefined || !isStage(stage)) continue;
    stages.set(path, { ...stages.get(path), [STAGES[stage]]: name });
  }
  return stages;
}

const isStage = (text: string | undefined): text is keyof typeof STAGES => text !== undefined && text in STAGES;
