import { dirname, join } from "node:path";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import type { World } from "../../src/ports/world.ts";
import type { Fault } from "../../src/std/fault.ts";
import type { Finding } from "../../src/std/finding.ts";
import type { Result } from "../../src/std/result.ts";
import type { Author } from "../../src/store/actor.ts";
import type { Backlog } from "../../src/store/backlog.ts";
import { diagnose } from "../../src/store/doctor/diagnose.ts";
import type { FindCircles } from "../../src/store/doctor/examined.ts";
import { type Repaired, repair } from "../../src/store/doctor/repair.ts";
import { createBranchHome, createFolderHome } from "../../src/store/home/create.ts";
import { newHome, plainHome } from "../../src/store/home/find-home.ts";
import { installMergeDriver } from "../../src/store/home/merge-driver.ts";
import { initialFiles } from "../../src/store/init/initial-files.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { gitIn, type Repo } from "./repo.ts";

export const author: Author = { actor: { name: "mika", kind: "person" }, email: "mika@example.org" };

/** A backlog to be examined: what lies in it, and what doctor says and does. */
export interface Patient<W extends World = World> {
  readonly world: W;
  readonly backlog: Backlog;
  /** Writes files of the backlog; undefined removes one. */
  put(files: Readonly<Record<string, string | undefined>>): void;
  read(path: string): string | undefined;
  /** Names under tickets/. */
  names(): readonly string[];
  findings(): Promise<readonly Finding[]>;
  codes(): Promise<readonly string[]>;
  repair(dryRun?: boolean): Promise<Repaired>;
}

/** A backlog without git, all in memory. */
export function memoryPatient(): Patient<TestWorld> {
  const world = testWorld();
  const home = plainHome("/project", "docket");
  must(createFolderHome(world, home, firstFiles("branch")));
  return patientOf({ home, world });
}

/** A backlog that is there already, on the real disk. */
export function patientAt(home: Backlog["home"]): Patient {
  return patientOf({ home, world: realWorld(home.root) });
}

/** Real files and git. The program that git is told to start is one that every machine has. */
function realWorld(cwd: string): World {
  const world = testWorld({ cwd });
  return { ...world, environment: { ...world.environment, program: ["true"] }, files: nodeFiles(), git: systemGit() };
}

/** A backlog in a real repository. */
export async function repoPatient(repo: Repo, kind: "branch" | "tree"): Promise<Patient> {
  const world = realWorld(repo.path);
  const gitFolder = join(repo.path, ".git");
  const around = { gitFolder, checkout: repo.path, bare: false, plainParent: undefined };
  const home = { ...newHome(around, kind, "docket"), gitFolder };
  if (kind === "branch") {
    must(await createBranchHome(world, home, { files: firstFiles(kind), author }));
  } else {
    must(createFolderHome(world, home, firstFiles(kind)));
    must(await installMergeDriver(world, home));
    gitIn(repo.path, "add", "-A");
    gitIn(repo.path, "commit", "-qm", "Begin the backlog");
  }
  return patientOf({ home, world });
}

function patientOf<W extends World>({ home, world }: { home: Backlog["home"]; world: W }): Patient<W> {
  const backlog = { home, world };
  const findings = async (): Promise<readonly Finding[]> => must(await diagnose(backlog, noCircles)).findings;
  return {
    world,
    backlog,
    findings,
    put: (files) => {
      for (const [path, text] of Object.entries(files)) put(world, join(home.folder, path), text);
    },
    read: (path) => {
      const read = world.files.read(join(home.folder, path), 10_000_000);
      return read.ok ? new TextDecoder().decode(read.value) : undefined;
    },
    names: () => [...must(world.files.list(join(home.folder, "tickets")))].sort(),
    codes: async () => (await findings()).map(({ code }) => code),
    repair: async (dryRun = false) =>
      must(await repair(backlog, { author, command: "doctor --fix", dryRun }, noCircles)),
  };
}

/** Which circles there are is decided in another room; here it is enough to say that there are none. */
const noCircles: FindCircles = () => [];

const firstFiles = (home: "branch" | "tree") =>
  initialFiles({ home, ids: "random", name: "app", stack: "generic", gates: {} });

function put(world: World, path: string, text: string | undefined): void {
  must(world.files.makeFolder(dirname(path)));
  must(text === undefined ? world.files.remove(path) : world.files.writeAtomic(path, new TextEncoder().encode(text)));
}

export function must<Value>(result: Result<Value, Fault>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** A ticket's text; `more` are lines of frontmatter, `thread` stands below the first event. */
export interface Written {
  readonly id: string;
  readonly title?: string;
  readonly created?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly more?: readonly string[];
  readonly body?: string;
  readonly thread?: string;
}

export function ticketText(written: Written): string {
  const { id, title = "Something", created = "2026-03-02T09:30:00Z", status = "new", kind = "task" } = written;
  return `---
id: ${id}
title: ${title}
status: ${status}
kind: ${kind}
priority: P2
created: ${created}
updated: ${created}
${(written.more ?? []).map((line) => `${line}\n`).join("")}---

## Context

${written.body ?? "Words."}

## Thread

<!-- event: create id: c${id.toLowerCase().replaceAll("-", "")} author: mika by: person at: ${created} -->
<!-- /event -->
${written.thread ?? ""}`;
}
