import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import type { Backlog } from "../../store/backlog.ts";
import { gitSays, gitText } from "../../store/git-calls.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Ticket } from "../../ticket/model.ts";

/**
 * The tickets as they are, and of those that are done and whose facts are seen the commit that mended them, where this checkout does not
 * have it: an older branch, or a clone that did not pull. What is seen there is the old problem and no regression.
 */
export async function withMergedElsewhere(
  backlog: Backlog,
  tickets: ReadonlyMap<string, TicketFacts>,
  seen: ReadonlySet<string>,
): Promise<ReadonlyMap<string, TicketFacts>> {
  const all = new Map(tickets);
  for (const id of seen) {
    const facts = tickets.get(id);
    if (facts?.status !== "done") continue;
    const stored = loadTicket(backlog, id);
    const commit = stored.ok ? closingCommit(stored.value.ticket) : undefined;
    if (commit !== undefined && (await isElsewhere(backlog, commit)))
      all.set(id, { ...facts, mergedElsewhere: commit.slice(0, 10) });
  }
  return all;
}

/** Of the last closing that names one; who closed it by hand named none. */
function closingCommit({ events }: Ticket): string | undefined {
  const refs = events.findLast(({ kind }) => kind === "close")?.refs ?? [];
  return refs.flatMap((ref) => /^commit:([0-9a-f]{40,64})$/.exec(ref)?.[1] ?? [])[0];
}

/** A commit that no branch has any more was written anew under another name, and tells nothing. */
async function isElsewhere({ home, world }: Backlog, commit: string): Promise<boolean> {
  const cwd = home.root;
  if (await gitSays(world.git, { cwd, args: ["merge-base", "--is-ancestor", commit, "HEAD"] })) return false;
  const args = ["for-each-ref", "--count=1", `--contains=${commit}`, "refs/heads", "refs/remotes"];
  const branches = await gitText(world.git, { cwd, args });
  return !branches.ok || branches.value !== "";
}
