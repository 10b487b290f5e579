import { join } from "node:path";
import { err, ok, type Result } from "../std/result.ts";
import { gitFailed } from "../store/faults.ts";
import { gitText } from "../store/git-calls.ts";
import { addWorktree } from "./add-worktree.ts";
import { mergeConflict } from "./faults.ts";
import type { MergeOrder } from "./merge-order.ts";
import { runFolder, type Workshop } from "./workshop.ts";

interface Ends {
  readonly head: string;
  readonly onto: string;
}

/** Makes the merged commit without touching any checkout but a private one, and that only to rebase. */
export function mergeWork(
  shop: Workshop,
  order: MergeOrder,
  ends: Ends,
): Promise<Result<{ tip: string; tree: string }>> {
  return shop.settings.orders.integrate === "rebase" ? rebase(shop, order, ends) : merge(shop, order, ends);
}

async function merge(
  shop: Workshop,
  order: MergeOrder,
  { head, onto }: Ends,
): Promise<Result<{ tip: string; tree: string }>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const args = ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", onto, head];
  const merged = await git.run({ cwd, args });
  if (!merged.ok) return merged;
  const [tree = "", ...files] = new TextDecoder()
    .decode(merged.value.stdout)
    .split("\0")
    .filter((part) => part !== "");
  if (merged.value.code === 1)
    return err(mergeConflict({ id: order.id, base: order.base, files: [...new Set(files)] }));
  if (merged.value.code !== 0) return err(gitFailed({ args, stderr: merged.value.stderr }));
  const tip = await gitText(git, {
    cwd,
    args: ["commit-tree", tree, "-p", onto, "-p", head, "-F", "-"],
    input: mergeMessage(order),
    env: identity(shop),
  });
  return tip.ok ? ok({ tip: tip.value, tree }) : tip;
}

const mergeMessage = ({ id, ticket, title, branch }: MergeOrder): string =>
  `Merge ${branch}: ${title === "" ? ticket : title}\n\nDocket-Ticket: ${ticket}\nDocket-Work-Order: ${id}\n`;

async function rebase(
  shop: Workshop,
  order: MergeOrder,
  { head, onto }: Ends,
): Promise<Result<{ tip: string; tree: string }>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const folder = join(runFolder(shop, order.id), "rebase");
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  const added = await addWorktree(git, {
    cwd,
    args: ["worktree", "add", "--quiet", "--force", "--detach", folder, head],
  });
  if (!added.ok) return added;
  const args = ["rebase", "--quiet", "--no-autostash", onto];
  const rebased = await git.run({ cwd: folder, args, env: identity(shop) });
  const outcome = !rebased.ok ? rebased : rebased.value.code === 0 ? await rebasedTip() : await conflict(folder);
  await git.run({ cwd, args: ["worktree", "remove", "--force", folder] });
  return outcome;

  async function rebasedTip(): Promise<Result<{ tip: string; tree: string }>> {
    const tip = await gitText(git, { cwd: folder, args: ["rev-parse", "HEAD"] });
    if (!tip.ok) return tip;
    const isOld = tip.value === head || tip.value === onto;
    const marked = isOld ? tip : await withTrailers(shop, order, tip.value);
    if (!marked.ok) return marked;
    const tree = await gitText(git, { cwd, args: ["rev-parse", `${marked.value}^{tree}`] });
    return tree.ok ? ok({ tip: marked.value, tree: tree.value }) : tree;
  }

  async function conflict(at: string): Promise<Result<never>> {
    const listed = await gitText(git, { cwd: at, args: ["diff", "--name-only", "--diff-filter=U"] });
    const files = listed.ok ? listed.value.split("\n").filter((name) => name !== "") : [];
    return err(mergeConflict({ id: order.id, base: order.base, files }));
  }
}

/** Rebased commits have other ids than those that were proven: the last one says by its trailers whose work it is. */
async function withTrailers(shop: Workshop, { id, ticket }: MergeOrder, tip: string): Promise<Result<string>> {
  const { git } = shop.backlog.world;
  const cwd = shop.backlog.home.root;
  const format = "--format=%an%x00%ae%x00%aI%x00%T%x00%P%x00%B";
  const read = await gitText(git, { cwd, args: ["log", "-1", format, tip] });
  if (!read.ok) return read;
  const [name = "", email = "", date = "", tree = "", parent = "", body = ""] = read.value.split("\0");
  const trailers = [`Docket-Ticket: ${ticket}`, `Docket-Work-Order: ${id}`].flatMap((line) => ["--trailer", line]);
  const message = await gitText(git, {
    cwd,
    args: ["interpret-trailers", "--if-exists", "addIfDifferent", ...trailers],
    input: `${body.trimEnd()}\n`,
  });
  if (!message.ok) return message;
  const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date };
  return gitText(git, {
    cwd,
    args: ["commit-tree", tree, "-p", parent, "-F", "-"],
    input: `${message.value}\n`,
    env: { ...identity(shop), ...author },
  });
}

/** Who commits, where git's own configuration names nobody. */
export function identity({ author }: Pick<Workshop, "author">): Readonly<Record<string, string>> {
  const { actor, email } = author;
  return {
    GIT_AUTHOR_NAME: actor.name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: actor.name,
    GIT_COMMITTER_EMAIL: email,
  };
}
