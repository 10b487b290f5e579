import { atomLine } from "../../src/evidence/ledger-lines.ts";
import type { World } from "../../src/ports/world.ts";
import type { Result } from "../../src/std/result.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { readLedger } from "../../src/store/evidence/ledger.ts";
import { LOOKS_FILE } from "../../src/store/evidence/places.ts";
import { ticketPaths } from "../../src/store/read/find-ticket.ts";
import { readBytes } from "../../src/store/read/read-ticket.ts";
import { Crash } from "../../src/twins/life.ts";
import { GONE, MADE, type Step, verb } from "./_steps.ts";

/** All that a reader can see of a backlog. */
export interface Seen {
  /** Text of each file, or the code of the fault that reading it gives. */
  readonly files: Readonly<Record<string, string>>;
  /** What `list` answers: it must say what the files say. */
  readonly list: string;
  /** Ids of what `search` finds for a word that only some steps write. */
  readonly found: string;
}

/** Reads everything through the functions every verb reads with. */
export async function seenBy(world: World, cwd: string): Promise<Seen> {
  const list = JSON.stringify(must(await verb("list", { all: true, limit: 1000, sort: "id" }).run(world, cwd)));
  const found = must(await verb("search", { query: ["together"], limit: 1000 }).run(world, cwd));
  return { files: await filesSeenBy(world, cwd), list, found: idsOf(found) };
}

/** Sorted: how well each fits is another matter. */
function idsOf(found: unknown): string {
  const { tickets } = found as { tickets: readonly { id: string }[] };
  return tickets
    .map(({ id }) => id)
    .sort()
    .join(" ");
}

/** The files alone. */
export async function filesSeenBy(world: World, cwd: string): Promise<Readonly<Record<string, string>>> {
  const backlog = must(await openBacklog(world, cwd));
  const files: Record<string, string> = {};
  for (const path of [...ticketPaths(backlog), "epics.yaml", LOOKS_FILE, GONE, MADE].sort()) {
    const bytes = readBytes(backlog, path);
    files[path] = bytes.ok ? Buffer.from(bytes.value).toString("latin1") : bytes.fault.code;
  }
  files["evidence/atoms"] = must(readLedger(backlog)).atoms.map(atomLine).join("\n");
  return files;
}

/** The outcome of a step in a process that may die on the way; a death that comes after its last operation is one too. */
export async function untilCrash(step: Step, world: World, cwd: string): Promise<Result<unknown> | "crashed"> {
  try {
    return await step.run(world, cwd);
  } catch (error) {
    if (error instanceof Crash) return "crashed";
    throw error;
  }
}

/** The value of something that must work here. */
export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** Ids of the events in a ticket's text, in order. */
export const eventsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^<!-- event: \S+ id: (\S+)/gm)].map(([, id = ""]) => id);
