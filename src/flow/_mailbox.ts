import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { runDamaged, runMailboxFull, runValueTooLarge } from "./faults.ts";
import { isJson, isRecord, type Json } from "./json.ts";
import { MAX_RECORD_BYTES, MAX_SIGNALS } from "./limits.ts";

/** One signal, as it lies in the folder of its run. */
export interface Letter {
  readonly file: string;
  readonly name: string;
  readonly value: Json;
}

/**
 * What other processes leave for the one that drives a run, which alone writes its journal. Each letter is a file of its own
 * that appears whole; the numbers are their order.
 */
export interface Mailbox {
  post(letter: Omit<Letter, "file">): Result<void>;
  /** The oldest letter of that name that is not among those taken. */
  first(name: string, taken: ReadonlySet<string>): Result<Letter | undefined>;
  /** The first who cancels gives the reason. */
  cancel(reason: string): Result<void>;
  /** Why the run was cancelled; undefined while it was not. */
  cancelled(): string | undefined;
}

const LETTER = /^\d{6}\.json$/;

export function mailboxOf(files: Files, folder: string, id: string): Mailbox {
  const signals = join(folder, "signals");
  const cancelPath = join(folder, "cancel.json");
  const known = new Map<string, Letter>();
  return {
    post: ({ name, value }) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ name, value }));
      if (bytes.byteLength > MAX_RECORD_BYTES)
        return err(runValueTooLarge({ id, step: `signal ${JSON.stringify(name)}`, maxBytes: MAX_RECORD_BYTES }));
      const made = files.makeFolder(signals);
      return made.ok ? postLetter(files, signals, { bytes, id }) : made;
    },
    first: (name, taken) => {
      for (const file of letterNames(files, signals)) {
        if (taken.has(file)) continue;
        const letter = known.get(file) ?? readLetter(files, join(signals, file), file);
        if (letter === undefined)
          return err(runDamaged({ id, file: join(signals, file), reason: "it is not what was written" }));
        known.set(file, letter);
        if (letter.name === name) return ok(letter);
      }
      return ok(undefined);
    },
    cancel: (reason) => {
      const written = files.createAtomic(cancelPath, new TextEncoder().encode(JSON.stringify({ reason })));
      return written.ok || written.fault.code === "file-exists" ? ok(undefined) : written;
    },
    cancelled: () => (files.stat(cancelPath) === undefined ? undefined : reasonIn(files, cancelPath)),
  };
}

function letterNames(files: Files, signals: string): readonly string[] {
  const names = files.list(signals);
  return names.ok ? names.value.filter((name) => LETTER.test(name)).sort() : [];
}

/** Two senders may come to the same number; the later one tries the next. */
function postLetter(
  files: Files,
  signals: string,
  { bytes, id }: { readonly bytes: Uint8Array; readonly id: string },
): Result<void> {
  const last = Number((letterNames(files, signals).at(-1) ?? "0").slice(0, 6));
  for (let number = last + 1; number <= MAX_SIGNALS; number += 1) {
    const written = files.createAtomic(join(signals, `${String(number).padStart(6, "0")}.json`), bytes);
    if (written.ok || written.fault.code !== "file-exists") return written;
  }
  return err(runMailboxFull({ id, max: MAX_SIGNALS }));
}

function readLetter(files: Files, path: string, file: string): Letter | undefined {
  const bytes = files.read(path, MAX_RECORD_BYTES);
  const letter = bytes.ok ? parseJson(new TextDecoder().decode(bytes.value)) : undefined;
  if (!isRecord(letter) || typeof letter.name !== "string" || !isJson(letter.value)) return undefined;
  return { file, name: letter.name, value: letter.value };
}

/** That it is there counts; a reason that cannot be read is none. */
function reasonIn(files: Files, path: string): string {
  const bytes = files.read(path, MAX_RECORD_BYTES);
  const note = bytes.ok ? parseJson(new TextDecoder().decode(bytes.value)) : undefined;
  return isRecord(note) && typeof note.reason === "string" ? note.reason : "";
}
