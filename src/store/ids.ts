import { join } from "node:path";
import { ok, type Result } from "../std/result.ts";
import { idOfFileName, makeTicketId, parseTicketId } from "../ticket/id.ts";
import type { TicketId } from "../ticket/model.ts";
import type { Backlog } from "./backlog.ts";
import { gitText } from "./git-calls.ts";
import { BACKLOG_BRANCH, BACKLOG_REF, TICKETS_FOLDER } from "./home/home.ts";
import { NUMBERS_FILE, numberChanges, numberOf, parseNumbers, prefixOf } from "./numbers.ts";
import { isTaken, ticketFiles, ticketLocations } from "./read/find-ticket.ts";
import { readText } from "./state-file.ts";
import type { Change } from "./write/change.ts";

export interface IdWish {
  /** The setting: random or sequential. */
  readonly ids: string;
  /** A dry run remembers no number (I7). */
  readonly dryRun: boolean;
}

/** A fresh id. Called under the lock, so that no other writer of this clone can choose the same. */
export async function nextId(backlog: Backlog, prefix: string, { ids, dryRun }: IdWish): Promise<Result<TicketId>> {
  if (ids === "sequential") return nextNumber(backlog, prefix, dryRun);
  const names = ticketFiles(backlog);
  for (;;) {
    const id = makeTicketId(prefix, backlog.world.random.bytes(32));
    // Unique over all prefixes, so that the random part alone names a ticket and a changed kind may keep it.
    if (!isTaken(names, suffixOf(id))) return ok(id);
  }
}

/** What has to change together with the tickets that take these ids, so that nobody takes them again (I6). */
export function idChanges(backlog: Backlog, ids: string, taken: readonly TicketId[]): Result<readonly Change[]> {
  return ids === "sequential" ? numberChanges(backlog, taken) : ok([]);
}

/**
 * One more than the highest number known here. The backlog's own record is what counts; beside it this clone remembers what it
 * gave out, for a record that somebody took back with git, and looks at what other branches hold.
 */
async function nextNumber(backlog: Backlog, prefix: string, dryRun: boolean): Promise<Result<TicketId>> {
  const { home, world } = backlog;
  const memory = join(home.privateFolder, "ids", prefix);
  const fetched = home.kind === "plain" ? ok([]) : await numbersOnBranches(backlog, prefix);
  if (!fetched.ok) return fetched;
  const numbers = [
    Number(readText(world.files, memory) ?? "0"),
    ...recorded(readText(world.files, join(home.folder, NUMBERS_FILE)) ?? "", prefix),
    ...numbersOf(
      ticketLocations(backlog).map(({ id }) => id),
      prefix,
    ),
    ...fetched.value,
  ];
  const next = Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1;
  const id = parseTicketId(`${prefix}-${String(next).padStart(3, "0")}`);
  if (id === undefined) throw new Error(`${prefix} is no prefix of an id`);
  if (dryRun) return ok(id);
  const made = world.files.makeFolder(join(home.privateFolder, "ids"));
  const kept = made.ok ? world.files.writeAtomic(memory, new TextEncoder().encode(String(next))) : made;
  return kept.ok ? ok(id) : kept;
}

/** The highest numbers that other branches record, and of the backlog's branches those of their tickets too. */
async function numbersOnBranches({ home, world }: Backlog, prefix: string): Promise<Result<readonly number[]>> {
  const cwd = home.folder;
  const isBranch = home.kind === "branch";
  const where = isBranch ? [BACKLOG_REF, `refs/remotes/*/${BACKLOG_BRANCH}`] : ["refs/heads", "refs/remotes"];
  const listed = await gitText(world.git, { cwd, args: ["for-each-ref", "--format=%(refname)", ...where] });
  if (!listed.ok) return listed;
  const refs = listed.value.split("\n").filter((name) => name !== "");
  if (refs.length === 0) return ok([]);
  const input = refs.map((ref) => `${ref}:./${NUMBERS_FILE}\n`).join("");
  // What a ref does not have is answered with a line that is no entry.
  const records = await gitText(world.git, { cwd, args: ["cat-file", "--batch"], input });
  if (!records.ok) return records;
  const numbers = [...recorded(records.value, prefix)];
  for (const ref of isBranch ? refs : []) {
    const args = ["ls-tree", "-r", "-z", "--name-only", ref, `${TICKETS_FOLDER}/`];
    const names = await gitText(world.git, { cwd, args });
    if (!names.ok) return names;
    const ids = names.value.split("\0").map((path) => idOfFileName(path.slice(path.lastIndexOf("/") + 1)));
    numbers.push(
      ...numbersOf(
        ids.filter((id) => id !== undefined),
        prefix,
      ),
    );
  }
  return ok(numbers);
}

function recorded(text: string, prefix: string): readonly number[] {
  const number = parseNumbers(text).get(prefix);
  return number === undefined ? [] : [number];
}

/** The highest number with a prefix, if there is one. */
function numbersOf(ids: readonly string[], prefix: string): readonly number[] {
  let highest: number | undefined;
  for (const id of ids) {
    const number = prefixOf(id) === prefix ? numberOf(id) : undefined;
    if (number !== undefined && number > (highest ?? 0)) highest = number;
  }
  return highest === undefined ? [] : [highest];
}

const suffixOf = (id: string): string => id.slice(id.indexOf("-") + 1);
