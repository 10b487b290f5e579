/** Doubles of the world, for tests of programs that use Docket as a library. */
export { seededRandom } from "./host/seeded-random.ts";
export { failingFiles } from "./twins/failing-files.ts";
export { failingGit } from "./twins/failing-git.ts";
export { failingWorld } from "./twins/failing-world.ts";
export { Crash, type FailurePlan, type Life, newLife } from "./twins/life.ts";
export { type ManualClock, type ManualClockOptions, manualClock } from "./twins/manual-clock.ts";
export { type MemoryFiles, memoryFiles } from "./twins/memory-files.ts";
export { type ForgeContent, type MemoryForgeOptions, memoryForge } from "./twins/memory-forge.ts";
export { type MemoryLocks, memoryLocks } from "./twins/memory-locks.ts";
export { memorySql } from "./twins/memory-sql.ts";
export { type MemoryTerminal, type MemoryTerminalOptions, memoryTerminal } from "./twins/memory-terminal.ts";
export { memoryWatch } from "./twins/memory-watch.ts";
export { type ProgressReport, type RecordedProgress, recordedProgress } from "./twins/recorded-progress.ts";
export { type ScriptedEditor, scriptedEditor } from "./twins/scripted-editor.ts";
export { type GitScript, type ScriptedAnswer, type ScriptedGit, scriptedGit } from "./twins/scripted-git.ts";
export {
  type ProcessScript,
  type ScriptedProcesses,
  type ScriptedRun,
  scriptedProcesses,
} from "./twins/scripted-processes.ts";
export { type TestWorld, type TestWorldOptions, testWorld } from "./twins/test-world.ts";
