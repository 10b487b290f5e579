import { join } from "node:path";
import { ok, type Result } from "../std/result.ts";
import { idOfFileName, makeTicketId, parseTicketId } from "../ticket/id.ts";
import type { TicketId } from "../ticket/model.ts";
import type { Backlog } from "./backlog.ts";
import { gitText } from "./git-calls.ts";
import { BACKLOG_BRANCH, BACKLOG_REF, TICKETS_FOLDER } from "./home/home.ts";
import { isTaken, ticketFiles, ticketLocations } from "./read/find-ticket.ts";
import { readText } from "./state-file.ts";

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

/** One more than the highest number seen on any branch and in this clone's own memory, so that a number is never used twice (I6). */
async function nextNumber(backlog: Backlog, prefix: string, dryRun: boolean): Promise<Result<TicketId>> {
  const { home, world } = backlog;
  const memory = join(home.privateFolder, "ids", prefix);
  const remembered = Number(readText(world.files, memory) ?? "0");
  const fetched = home.kind === "branch" ? await idsOnBranches(backlog) : ok([]);
  if (!fetched.ok) return fetched;
  const ids = [...ticketLocations(backlog).map(({ id }) => id), ...fetched.value];
  const numbers = ids.filter((id) => id.startsWith(`${prefix}-`)).map((id) => Number(suffixOf(id)));
  const highest = Math.max(remembered, 0, ...numbers.filter(Number.isInteger));
  const id = parseTicketId(`${prefix}-${String(highest + 1).padStart(3, "0")}`);
  if (id === undefined) throw new Error(`${prefix} is no prefix of an id`);
  if (dryRun) return ok(id);
  const made = world.files.makeFolder(join(home.privateFolder, "ids"));
  const kept = made.ok ? world.files.writeAtomic(memory, new TextEncoder().encode(String(highest + 1))) : made;
  return kept.ok ? ok(id) : kept;
}

async function idsOnBranches({ home, world }: Backlog): Promise<Result<readonly string[]>> {
  const cwd = home.folder;
  const refs = await gitText(world.git, {
    cwd,
    args: ["for-each-ref", "--format=%(refname)", BACKLOG_REF, `refs/remotes/*/${BACKLOG_BRANCH}`],
  });
  if (!refs.ok) return refs;
  const ids: string[] = [];
  for (const ref of refs.value.split("\n").filter((name) => name !== "")) {
    const listed = await gitText(world.git, {
      cwd,
      args: ["ls-tree", "-r", "-z", "--name-only", ref, `${TICKETS_FOLDER}/`],
    });
    if (!listed.ok) return listed;
    for (const path of listed.value.split("\0")) {
      const id = idOfFileName(path.slice(path.lastIndexOf("/") + 1));
      if (id !== undefined) ids.push(id);
    }
  }
  return ok(ids);
}

const suffixOf = (id: string): string => id.slice(id.indexOf("-") + 1);
