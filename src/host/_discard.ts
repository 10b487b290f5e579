import { mkdtempSync, renameSync, rmdirSync } from "node:fs";
import { setPriority } from "node:os";
import { basename, join } from "node:path";

/** As little in the way of others as the system allows. */
const LAST_IN_LINE = 19;

/** Moves a folder into the trash under a name of its own and has it deleted by a process that may outlive this one. */
export function discard(path: string, trash: string): void {
  const place = mkdtempSync(join(trash, "gone-"));
  try {
    renameSync(path, join(place, basename(path)));
  } catch (error) {
    rmdirSync(place);
    throw error;
  }
  deleteLater(place);
}

/** Nobody waits for it or hears of it: what it cannot delete stays in the trash until that is emptied. */
function deleteLater(place: string): void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn("rm", ["-rf", "--", place], { cwd: "/", stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, LAST_IN_LINE);
  } catch {
    // It has ended already, or the system does not let us.
  }
}
