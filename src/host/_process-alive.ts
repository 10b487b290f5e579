import { readFileSync } from "node:fs";
import { errorCode } from "./_node-error.ts";

/** States of a process that has ended and whose parent has not asked about it yet: it runs nothing and holds nothing. */
const ENDED: ReadonlySet<string> = new Set(["Z", "X"]);

/** When a process began, in the kernel's own ticks; an empty text where the system does not say or there is no such process. */
export function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold anything; the third is its state, the 22nd the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ENDED.has(fields[0] ?? "") ? "" : (fields[19] ?? "");
  } catch {
    // No such process, or a system without /proc.
    return "";
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
