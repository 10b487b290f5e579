import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Editor } from "../ports/editor.ts";
import { editorFailed, editorMissing } from "../ports/faults.ts";
import { err, ok, type Result } from "../std/result.ts";

/** Opens what VISUAL or EDITOR names on a copy of the text, in a folder only the user can read. */
export function terminalEditor(variables: Readonly<Record<string, string | undefined>>): Editor {
  return {
    async edit(name, text) {
      const command = variables.VISUAL || variables.EDITOR;
      if (command === undefined) return err(editorMissing({}));
      const folder = mkdtempSync(join(tmpdir(), "docket-edit-"));
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      const ended = await runEditor(command, path);
      const edited = ended.ok ? ok(readFileSync(path, "utf8")) : ended;
      rmSync(folder, { recursive: true, force: true });
      return edited;
    },
  };
}

/** An editor setting may hold flags (`code --wait`), so the user's shell reads it; the file is an argument, never part of it. */
function runEditor(command: string, path: string): Promise<Result<void>> {
  // Loaded here: it costs a quarter of an empty process, and few calls open an editor.
  const { spawn } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", `${command} "$1"`, "sh", path], { stdio: "inherit" });
    child.on("error", (error) => resolve(err(editorFailed({ command, reason: error.message }))));
    child.on("close", (code) =>
      resolve(
        code === 0 ? ok(undefined) : err(editorFailed({ command, reason: `it ended with ${code ?? "a signal"}` })),
      ),
    );
  });
}
