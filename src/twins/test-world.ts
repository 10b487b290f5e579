import { silentProgress } from "../host/progress.ts";
import { seededRandom } from "../host/seeded-random.ts";
import type { Environment } from "../ports/environment.ts";
import type { World } from "../ports/world.ts";
import type { Fault } from "../std/fault.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { type MemoryFiles, memoryFiles } from "./memory-files.ts";
import { memoryForge } from "./memory-forge.ts";
import { type MemoryLocks, memoryLocks } from "./memory-locks.ts";
import { memorySql } from "./memory-sql.ts";
import { type ScriptedEditor, scriptedEditor } from "./scripted-editor.ts";
import { type GitScript, type ScriptedGit, scriptedGit } from "./scripted-git.ts";
import { type ProcessScript, type ScriptedProcesses, scriptedProcesses } from "./scripted-processes.ts";

export interface TestWorld extends World {
  readonly clock: ManualClock;
  readonly files: MemoryFiles;
  readonly locks: MemoryLocks;
  readonly git: ScriptedGit;
  readonly processes: ScriptedProcesses;
  readonly editor: ScriptedEditor;
}

export interface TestWorldOptions {
  readonly startMs?: number;
  readonly seed?: string;
  /** The folder the caller stands in; it is made. */
  readonly cwd?: string;
  readonly variables?: Environment["variables"];
  readonly git?: readonly GitScript[];
  readonly processes?: readonly ProcessScript[];
  /** What the person does in the editor; by default they save what they were shown. */
  readonly edit?: (text: string) => string | Fault;
  /** A disk that is there already, such as the one a crashed process left. */
  readonly files?: MemoryFiles;
}

/** A whole world in memory. Any part of it can be replaced: `{ ...testWorld(), git: systemGit() }`. */
export function testWorld(options: TestWorldOptions = {}): TestWorld {
  const clock = manualClock(options.startMs === undefined ? {} : { startMs: options.startMs });
  const files = options.files ?? memoryFiles(clock);
  const cwd = options.cwd ?? "/project";
  files.makeFolder(cwd);
  return {
    clock,
    files,
    random: seededRandom(options.seed ?? "test"),
    git: scriptedGit(options.git ?? []),
    processes: scriptedProcesses(clock, options.processes ?? []),
    locks: memoryLocks(clock),
    sql: memorySql(files),
    editor: scriptedEditor(options.edit),
    environment: {
      cwd,
      home: "/home/tester",
      user: options.variables?.USER ?? options.variables?.LOGNAME ?? "",
      pid: 4242,
      program: ["docket"],
      machine: { platform: "test", arch: "test", node: "0.0.0" },
      secrets: [],
      host: "test-host",
      cores: 2,
      variables: { DOCKET_ACTOR: "tester", ...options.variables },
    },
    progress: silentProgress,
    forge: memoryForge(),
  };
}
