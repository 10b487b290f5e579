import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isAlive, processStart } from "./_process-alive.ts";
import { PROCESS_END_POLL_MS, PROCESS_LIST_LIMIT_BYTES } from "./limits.ts";

interface Known {
  readonly pid: number;
  /** As `processStart` gives it: a number may soon belong to another process. */
  readonly start: string;
}

/**
 * Ends a process that we started, and all that it started: asked first, so that they can remove their lock files, and after the grace
 * made to. Comes back when none of them is left; one that the kernel itself holds fast is waited for no longer than the grace.
 */
export async function endTree(pid: number, graceMs: number): Promise<void> {
  const tree = treeOf(pid);
  signal(tree, "SIGTERM");
  if (await areGone(tree, graceMs)) return;
  const [root] = tree;
  // It may have started others meanwhile.
  const late = root?.pid === pid && isLeft(root) ? treeOf(pid) : [];
  const left = [...tree, ...late].filter(isLeft);
  signal(left, "SIGKILL");
  await areGone(left, graceMs);
}

/** Waits for processes to end; false when one of them is there after the time. */
async function areGone(processes: readonly Known[], limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  for (;;) {
    if (!processes.some(isLeft)) return true;
    if (performance.now() >= end) return false;
    await pause(PROCESS_END_POLL_MS);
  }
}

const isLeft = ({ pid, start }: Known): boolean => isAlive(pid, start);
const known = (pid: number): Known => ({ pid, start: processStart(pid) });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function treeOf(root: number): readonly Known[] {
  const parents = parentOfEach();
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  const found = tree.map(known);
  // Where starts are told, one that is not has ended, and its number may be another's by now.
  return tellsStarts() ? found.filter(({ start }) => start !== "") : found;
}

const tellsStarts = (): boolean => process.platform === "linux" && existsSync("/proc/self/stat");

function signal(processes: readonly Known[], name: "SIGTERM" | "SIGKILL"): void {
  for (const { pid } of processes) trySignal(pid, name);
}

/** False when it ended by itself between the look and the signal. */
function trySignal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** The parent of each process of the system: from /proc where there is one, else as `ps` tells. */
function parentOfEach(): ReadonlyMap<number, number> {
  if (process.platform !== "linux") return parentsFromPs();
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return new Map(pids.map((pid) => [Number(pid), parentOf(pid)]));
  } catch {
    return parentsFromPs();
  }
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // Gone since the folder was listed.
    return 0;
  }
}

function parentsFromPs(): ReadonlyMap<number, number> {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const listed = spawnSync("ps", ["-A", "-o", "pid=,ppid="], {
    encoding: "utf8",
    maxBuffer: PROCESS_LIST_LIMIT_BYTES,
  });
  const lines = (listed.stdout ?? "").split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(lines.map(([pid = 0, parent = 0]) => [pid, parent]));
}
