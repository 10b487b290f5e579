import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { parseJson } from "../std/json.ts";
import { isRecord } from "./answer-shape.ts";
import { MAX_KEPT_ANSWERS, MAX_KEPT_BYTES } from "./limits.ts";

/** Where answers are kept, private to the clone, and for how long they count. It can be deleted at any time (I1). */
export interface Keeping {
  readonly files: Files;
  readonly folder: string;
  readonly ttlMs: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The answer that was given to this very question, if it is not too old. */
export function keptAnswer({ files, folder, ttlMs, now }: Keeping, key: string): unknown {
  const read = files.read(fileOf(folder, key), MAX_KEPT_BYTES);
  const kept = read.ok ? parseJson(new TextDecoder().decode(read.value)) : undefined;
  if (!isRecord(kept) || kept.key !== key || typeof kept.at !== "number") return undefined;
  const ageMs = now - kept.at;
  return ageMs >= 0 && ageMs < ttlMs ? kept.answer : undefined;
}

/** Keeps an answer. That it cannot be kept is no failure: the question is asked again. */
export function keepAnswer({ files, folder, now }: Keeping, key: string, answer: unknown): void {
  if (!files.makeFolder(folder).ok) return;
  makeRoom(files, folder);
  files.writeAtomic(fileOf(folder, key), new TextEncoder().encode(`${JSON.stringify({ key, at: now, answer })}\n`));
}

const fileOf = (folder: string, key: string): string => join(folder, `${key}.json`);

function makeRoom(files: Files, folder: string): void {
  const listed = files.list(folder);
  const names = (listed.ok ? listed.value : []).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const surplus = names.length - MAX_KEPT_ANSWERS + 1;
  if (surplus <= 0) return;
  const aged = names.map((name) => ({ name, mtimeMs: files.stat(join(folder, name))?.mtimeMs ?? 0 }));
  const oldest = aged.toSorted((a, b) => a.mtimeMs - b.mtimeMs || (a.name < b.name ? -1 : 1)).slice(0, surplus);
  for (const { name } of oldest) files.remove(join(folder, name));
}
