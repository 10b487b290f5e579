import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Editor } from "../ports/editor.ts";
import { editorFailed, editorMissing } from "../ports/faults.ts";
import { err, ok } from "../std/result.ts";

/** Opens what VISUAL or EDITOR names on a copy of the text, in a folder only the user can read. */
export function terminalEditor(variables: Readonly<Record<string, string | undefined>>): Editor {
  return {
    async edit(name, text) {
      const command = variables.VISUAL || variables.EDITOR;
      if (command === undefined || command === "") return err(editorMissing({}));
      const folder = mkdtempSync(join(tmpdir(), "docket-edit-"));
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      const reason = await runEditor(command, path);
      const after = savedText(path);
      // An editor that ended badly may still have saved; that text is left where it is and named.
      const kept = reason !== undefined && after !== undefined && after !== text ? path : undefined;
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
      if (reason !== undefined) return err(editorFailed({ command, reason, kept }));
      return after === undefined ? err(editorFailed({ command, reason: "the file is gone", kept })) : ok(after);
    },
  };
}

function savedText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The editor removed the file, or put something else in its place.
    return undefined;
  }
}

/**
 * Runs the editor and says what went wrong, if anything did. The setting may hold flags (`code --wait`), so the user's shell reads
 * it; the file is an argument, never part of it.
 */
function runEditor(command: string, path: string): Promise<string | undefined> {
  // Loaded here: it costs a quarter of an empty process, and few calls open an editor.
  const { spawn } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", `${command} "$1"`, "sh", path], { stdio: "inherit" });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : `it ended with ${code ?? "a signal"}`));
  });
}
