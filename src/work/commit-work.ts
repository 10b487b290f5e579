import { ok, type Result } from "../std/result.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import { identity } from "./merge-work.ts";
import { requireOwnCheckout } from "./own-checkout.ts";
import type { Taken } from "./taken.ts";
import type { Workshop } from "./workshop.ts";

const TYPES: Readonly<Record<string, string>> = {
  bug: "fix",
  feature: "feat",
  idea: "feat",
  security: "fix",
  refactor: "refactor",
  quality: "refactor",
  test: "test",
  performance: "perf",
  docs: "docs",
  chore: "chore",
};

interface Work {
  readonly taken: Taken;
  readonly kind: string;
  readonly worktree: string;
  readonly summary: string;
}

/** Commits everything an agent left in its checkout, with trailers that name ticket and order. Gives the branch's head. */
export async function commitWork(shop: Workshop, { taken, kind, worktree, summary }: Work): Promise<Result<string>> {
  const { order, branch } = taken;
  const own = await requireOwnCheckout(shop, { order, branch, worktree });
  if (!own.ok) return own;
  const { git } = shop.backlog.world;
  const added = await gitText(git, { cwd: worktree, args: ["add", "--all"] });
  if (!added.ok) return added;
  const isClean = await gitSays(git, { cwd: worktree, args: ["diff", "--cached", "--quiet"] });
  if (!isClean) {
    const said = withoutTrailers(summary);
    const message = `${TYPES[kind] ?? "chore"}: ${taken.title}\n\n${said === "" ? "" : `${said}\n\n`}Docket-Ticket: ${taken.ticket}\nDocket-Work-Order: ${taken.order}\n`;
    const made = await gitText(git, {
      cwd: worktree,
      args: ["commit", "--quiet", "--file", "-"],
      input: message,
      env: identity(shop),
    });
    if (!made.ok) return made;
  }
  const head = await gitText(git, { cwd: worktree, args: ["rev-parse", "HEAD"] });
  return head.ok ? ok(head.value) : head;
}

/** By these lines work is known that came in from outside: an agent's words must not name another order's (I13). */
function withoutTrailers(summary: string): string {
  const lines = summary.split("\n").filter((line) => !/^\s*docket-[a-z-]+\s*:/i.test(line));
  return lines.join("\n").trim();
}
