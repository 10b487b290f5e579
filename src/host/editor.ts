import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Editor } from "../ports/editor.ts";
import { editorFailed, editorMissing } from "../ports/faults.ts";
import { err, ok, type Result } from "../std/result.ts";
import { writeFault } from "./_node-error.ts";
import { readWhole } from "./_read.ts";
import { EDITED_TEXT_LIMIT_BYTES } from "./limits.ts";

/** Opens what VISUAL or EDITOR names on a copy of the text, in a folder only the user can read. */
export function terminalEditor(variables: Readonly<Record<string, string | undefined>>): Editor {
  return {
    async edit(name, text) {
      const command = variables.VISUAL || variables.EDITOR;
      if (command === undefined || command === "") return err(editorMissing({}));
      const copy = makeCopy(name, text);
      if (!copy.ok) return copy;
      const { folder, path } = copy.value;
      const reason = await runEditor(command, path);
      const saved = readSaved(path);
      const outcome = reason ?? saved.trouble;
      // Whatever a person saved that is not taken is left where it is, and named.
      const kept = outcome !== undefined && saved.isThere && saved.text !== text ? path : undefined;
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
      return outcome === undefined ? ok(saved.text) : err(editorFailed({ command, reason: outcome, kept }));
    },
  };
}

interface Copy {
  readonly folder: string;
  readonly path: string;
}

function makeCopy(name: string, text: string): Result<Copy> {
  let folder = tmpdir();
  try {
    folder = mkdtempSync(join(folder, "docket-edit-"));
    const path = join(folder, basename(name));
    writeFileSync(path, text, { mode: 0o600, flag: "wx" });
    return ok({ folder, path });
  } catch (error) {
    return err(writeFault(folder, error));
  }
}

interface Saved {
  readonly text: string;
  readonly isThere: boolean;
  /** Why it cannot be taken. */
  readonly trouble: string | undefined;
}

function readSaved(path: string): Saved {
  const read = readWhole(path, EDITED_TEXT_LIMIT_BYTES);
  if (!read.ok) {
    const isThere = read.fault.code !== "file-not-found";
    return { text: "", isThere, trouble: isThere ? read.fault.message : "the file is gone" };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(read.value);
    return { text, isThere: true, trouble: undefined };
  } catch {
    return { text: "", isThere: true, trouble: "what was saved is not UTF-8 text" };
  }
}

/**
 * Runs the editor and says what went wrong, if anything did. The setting may hold flags (`code --wait`), so the user's shell reads
 * it; the file is an argument, never part of it.
 */
async function runEditor(command: string, path: string): Promise<string | undefined> {
  // Loaded here: it costs a quarter of an empty process, and few calls open an editor.
  const { spawn } = process.getBuiltinModule("node:child_process");
  const listeners = process.listeners("SIGINT");
  // Ctrl-C reaches both of us; it is meant for the editor, which must not be left behind without the one that waits for it.
  const ignore = (): void => undefined;
  process.removeAllListeners("SIGINT").on("SIGINT", ignore);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const child = spawn("/bin/sh", ["-c", `${command} "$1"`, "sh", path], { stdio: "inherit" });
  child.on("error", (error) => resolve(error.message));
  child.on("close", (code) => resolve(code === 0 ? undefined : `it ended with ${code ?? "a signal"}`));
  const reason = await promise;
  process.off("SIGINT", ignore);
  for (const listener of listeners) process.on("SIGINT", listener);
  return reason;
}
