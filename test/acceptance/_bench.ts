import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { nodeSql } from "../../src/host/sql.ts";
import { checkInput } from "../../src/ops/check-input.ts";
import type { ReconcileAnswer } from "../../src/ops/reconcile.ts";
import { verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import type { Result } from "../../src/std/result.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { gitIn } from "../rigs/repo.ts";

const START_MS = 1_772_443_800_000;

/** The real disk, git and processes; ids, time and locks of a test. A new one is a new process: it holds no lock of an old one. */
export function realWorld(place: number): World {
  const world = testWorld({ seed: `process ${place}`, startMs: START_MS + place * 60_000 });
  const { clock } = world;
  return { ...world, clock, files: nodeFiles(), git: systemGit(), sql: nodeSql(), processes: systemProcesses() };
}

/** Calls a verb the way a door does. */
export async function call(world: World, cwd: string, words: readonly [string, Record<string, unknown>?]) {
  const [name, raw = {}] = words;
  const op = await verbs[name]?.();
  if (op === undefined) throw new Error(`no verb ${name}`);
  const input = checkInput(op.input, raw);
  if (!input.ok) throw new Error(input.fault.message);
  return op.run(world, { cwd, as: "mika", door: "person", dryRun: false }, input.value);
}

export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

const BODY = `## Context

There is no list of friends.

## Description

Write friends.md.

## Affected Files

- friends.md: new

## Acceptance Criteria

- [ ] AC-1: the list is there
- [ ] AC-2: nothing else changes
- [ ] AC-3: it is short

## Test Strategy

Look at it.

\`\`\`
test -f friends.md
\`\`\`

## Dependencies

None.
`;

/** A backlog with one ready ticket of a kind that asks for no red and green, gates that are quick, and files of the user's own. */
export async function readyBench(root: string): Promise<string> {
  writeFileSync(join(root, ".gitignore"), ".env\n");
  writeFileSync(join(root, ".env"), "SECRET=1\n");
  gitIn(root, "add", ".gitignore");
  gitIn(root, "commit", "-qm", "Ignore");
  must(await call(realWorld(0), root, ["init", { yes: true }]));
  const settings = join(root, "docket/docket.yaml");
  const text = readFileSync(settings, "utf8").replace(
    /^(?:# )?gates:\n(?: .*\n)*/m,
    "gates:\n  test: test -f friends.md\n",
  );
  writeFileSync(settings, text);
  writeFileSync(join(root, "docket/dod/DOD-DEFAULT.yaml"), DOD);
  gitIn(join(root, "docket"), "commit", "-qam", "Settings");
  must(await call(realWorld(1), root, ["trust"]));
  const made = must(await call(realWorld(2), root, ["new", { title: "Friends", kind: "chore", body: BODY }]));
  const { id } = (made as { ticket: { id: string } }).ticket;
  must(await call(realWorld(3), root, ["move", { id, status: "refined", reason: "written" }]));
  must(await call(realWorld(4), root, ["move", { id, status: "ready", reason: "checked" }]));
  writeFileSync(join(root, "notes-of-mine.txt"), "Do not touch.\n");
  return id;
}

const DOD = `version: 1
dod:
  - id: DOD-DEFAULT
    title: Proven
    required_artifacts: [verdict.json]
    required_checks: []
    rules: []
`;

export interface TakenOrder {
  readonly order: string;
  readonly branch: string;
  readonly worktree: string;
}

export async function takeIt(world: World, root: string, id: string): Promise<TakenOrder> {
  return must(await call(world, root, ["take", { id }])) as TakenOrder;
}

/** Work on the ticket, committed in its worktree; gives the commit. */
export function workOn(root: string, { worktree }: { readonly worktree: string }): string {
  const folder = join(root, worktree);
  if (existsSync(join(folder, "friends.md"))) return gitIn(folder, "rev-parse", "HEAD");
  writeFileSync(join(folder, "friends.md"), "Ada\n");
  gitIn(folder, "add", "friends.md");
  gitIn(folder, "commit", "-qm", "docs: friends");
  return gitIn(folder, "rev-parse", "HEAD");
}

export async function reconcile(world: World, root: string, apply: boolean): Promise<ReconcileAnswer> {
  return must(await call(world, root, ["reconcile", { apply }])) as ReconcileAnswer;
}

/** What disagrees, notes aside. */
export const disagreements = ({ findings }: ReconcileAnswer): readonly string[] =>
  findings.filter(({ severity }) => severity !== "info").map(({ code, message }) => `${code}: ${message}`);

/** Puts a folder with all that is in it in the place of another. */
export function replace(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
