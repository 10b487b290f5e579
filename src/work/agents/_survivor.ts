import { dirname } from "node:path";
import type { Processes, ProcessIdentity } from "../../ports/processes.ts";
import type { World } from "../../ports/world.ts";
import { parseJson } from "../../std/json.ts";
import { readText } from "../../store/state-file.ts";

type Files = World["files"];

/** Notes the process of a turn: a crash of this one leaves it running, and whoever goes on must find it. */
export function noteProcess(files: Files, path: string, identity: ProcessIdentity): void {
  if (files.makeFolder(dirname(path)).ok)
    files.writeAtomic(path, new TextEncoder().encode(`${JSON.stringify(identity)}\n`));
}

/** Ends what is left of the turn before: two agents never work in one checkout. */
export async function endSurvivor(
  { files, processes }: { readonly files: Files; readonly processes: Processes },
  path: string,
): Promise<void> {
  const identity = readIdentity(parseJson(readText(files, path) ?? ""));
  if (identity !== undefined) await processes.endGroup(identity);
  files.remove(path);
}

function readIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { pid, start, boot, host } = { pid: 0, start: "", boot: "", host: "", ...value };
  const isWhole = Number.isInteger(pid) && pid > 1 && [start, boot, host].every((part) => typeof part === "string");
  return isWhole ? { pid, start, boot, host } : undefined;
}
