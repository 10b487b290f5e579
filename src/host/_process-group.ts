import { readdirSync } from "node:fs";
import { errorCode } from "./_node-error.ts";
import { processState } from "./_process-alive.ts";
import { PROCESS_END_MS, PROCESS_GRACE_MS, PROCESS_PAUSE_MS } from "./limits.ts";

/** Asks every process of a group to end, and ends those that have not after a grace. */
export async function endMembers(group: number): Promise<void> {
  if (!signalGroup(group, "SIGTERM") || (await isGoneWithin(group, PROCESS_GRACE_MS))) return;
  signalGroup(group, "SIGKILL");
  await isGoneWithin(group, PROCESS_END_MS);
}

/** False when nobody is left to hear it. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  // Group 0 is our own, and 1 stands for everything.
  if (!Number.isSafeInteger(group) || group <= 1) return false;
  try {
    return process.kill(-group, signal);
  } catch (error) {
    // ESRCH: it is empty. EPERM: its members are dead already (macOS), or belong to somebody who is not ours to end.
    if (errorCode(error) === "ESRCH" || errorCode(error) === "EPERM") return false;
    throw error;
  }
}

/** The members are nobody's children here, so there is no event to wait for. */
async function isGoneWithin(group: number, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  while (signalGroup(group, 0) && hasLiving(group)) {
    if (performance.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, PROCESS_PAUSE_MS));
  }
  return true;
}

/** The dead of whom nobody takes note stay in their group for ever; without /proc they cannot be told from the living. */
function hasLiving(group: number): boolean {
  if (process.platform !== "linux") return true;
  return readdirSync("/proc").some((name) => /^\d+$/.test(name) && processState(Number(name))?.group === group);
}

/** Groups that end with this program. */
export interface GroupGuard {
  add(group: number): void;
  remove(group: number): void;
}

const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * A group of its own hears nothing of a Ctrl-C in the terminal. While one runs, this listens in its place: at the exit of the
 * program the groups are ended at once, and a signal that nobody else handles does what it would have done, after that.
 */
export function groupGuard(): GroupGuard {
  const groups = new Set<number>();
  const endAll = () => {
    for (const group of groups) signalGroup(group, "SIGKILL");
    groups.clear();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    endAll();
    stopListening();
    process.kill(process.pid, signal);
  };
  const stopListening = () => {
    process.off("exit", endAll);
    for (const signal of ENDINGS) process.off(signal, onSignal);
  };
  return {
    add: (group) => {
      if (groups.size === 0) {
        process.on("exit", endAll);
        for (const signal of ENDINGS) process.on(signal, onSignal);
      }
      groups.add(group);
    },
    remove: (group) => {
      if (groups.delete(group) && groups.size === 0) stopListening();
    },
  };
}
