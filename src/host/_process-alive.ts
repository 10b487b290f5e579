import { readFileSync } from "node:fs";
import { errorCode } from "./_node-error.ts";

/** States of a process that has ended and whose parent has not asked about it yet: it runs nothing and holds nothing. */
const ENDED: ReadonlySet<string> = new Set(["Z", "X"]);

/** When a process began, in the kernel's own ticks; an empty text where the system does not say or there is no such process. */
export function processStart(pid: number): string {
  return processState(pid)?.start ?? "";
}

export interface ProcessState {
  readonly group: number;
  readonly start: string;
}

/** What /proc says of a process; undefined when it says nothing, or when it is dead and only nobody has taken note of it. */
export function processState(pid: number): ProcessState | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold anything; the state follows, and the 22nd is the start.
    const [state, , group, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ENDED.has(state ?? "") ? undefined : { group: Number(group), start: rest[16] ?? "" };
  } catch {
    // No such process, or a system without /proc.
    return undefined;
  }
}

/** Whether the process that began then is still there. */
export function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM says that it is there and belongs to somebody else.
    if (errorCode(error) !== "EPERM") return false;
  }
  return start === "" || processStart(pid) === start;
}
