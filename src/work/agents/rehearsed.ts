import { dirname, join } from "node:path";
import type { World } from "../../ports/world.ts";
import { parseJson } from "../../std/json.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { rehearsalBroken } from "../faults.ts";
import { MAX_REHEARSAL_BYTES } from "../limits.ts";
import type { Agent } from "./agent.ts";

/** Files as they shall be after a round: text, or null for a file that is gone. */
type Round = Readonly<Record<string, string | null>>;

/** By title of the ticket: the rounds of the play. */
type Rehearsal = Readonly<Record<string, readonly Round[]>>;

/** An agent that plays a script of edits: for the demo and for tests, with no key and no network. */
export function rehearsedAgent({ files }: Pick<World, "files">, path: string): Result<Agent> {
  const read = files.read(path, MAX_REHEARSAL_BYTES);
  if (!read.ok) return read;
  const rehearsal = parseJson(new TextDecoder().decode(read.value));
  if (!isRehearsal(rehearsal)) return err(rehearsalBroken({ path }));
  return ok({
    name: "rehearsed",
    async work({ order, worktree, round }) {
      const rounds = rehearsal[order.title] ?? [];
      const edits = rounds[Math.min(round, rounds.length) - 1] ?? {};
      for (const [name, text] of Object.entries(edits)) {
        const target = join(worktree, name);
        const done = text === null ? files.remove(target) : write(files, target, text);
        if (!done.ok) return done;
      }
      return ok({ summary: `played round ${round} of ${rounds.length}` });
    },
  });
}

function write(files: World["files"], path: string, text: string): Result<void> {
  const made = files.makeFolder(dirname(path));
  return made.ok ? files.writeAtomic(path, new TextEncoder().encode(text)) : made;
}

const isRehearsal = (value: unknown): value is Rehearsal =>
  isRecord(value) && Object.values(value).every((rounds) => Array.isArray(rounds) && rounds.every(isRound));

const isRound = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(([name, text]) => isInside(name) && (text === null || typeof text === "string"));

const isInside = (name: string): boolean =>
  !name.startsWith("/") && name.split("/").every((part) => part !== "" && part !== ".." && part !== ".git");

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
