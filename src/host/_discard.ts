import { mkdtempSync, renameSync, rmdirSync } from "node:fs";
import { basename, join } from "node:path";

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
}
