import { patchIdOf } from "../gate/patch-id.ts";
import { readTreePatch } from "../gate/tree-change.ts";
import { gitSays, gitText } from "../store/git-calls.ts";
import type { Order } from "../store/orders/schema.ts";
import { MAX_COMPARED_COMMITS } from "./limits.ts";
import { readVerdict } from "./verdict-file.ts";
import type { Workshop } from "./workshop.ts";

/**
 * The commit of the base through which finished work came: a merge of it, a commit that names the order, a squash with the same patch,
 * or the last of the same commits put on top. Undefined: it is not there.
 */
export async function mergeOf(shop: Workshop, order: Order, head: string): Promise<string | undefined> {
  return (
    (await byAncestry(shop, order, head)) ??
    (await byTrailer(shop, order)) ??
    (await byPatch(shop, order)) ??
    (await byCommits(shop, order, head))
  );
}

const baseOf = ({ base }: Order): string => `refs/heads/${base}`;

async function ask(shop: Workshop, args: readonly string[]): Promise<string> {
  const said = await gitText(shop.backlog.world.git, { cwd: shop.backlog.home.root, args });
  return said.ok ? said.value : "";
}

async function byAncestry(shop: Workshop, order: Order, head: string): Promise<string | undefined> {
  const base = baseOf(order);
  const path = await ask(shop, ["rev-list", "--ancestry-path", "--first-parent", "--reverse", `${head}..${base}`]);
  const first = path.split("\n")[0] ?? "";
  if (first !== "") return first;
  // Nothing between them: the base is the head itself, or came to it by none of its first parents, or never.
  const args = ["merge-base", "--is-ancestor", head, base];
  return (await gitSays(shop.backlog.world.git, { cwd: shop.backlog.home.root, args })) ? head : undefined;
}

async function byTrailer(shop: Workshop, order: Order): Promise<string | undefined> {
  const grep = `--grep=^Docket-Work-Order: ${order.id}$`;
  const named = await ask(shop, ["log", "-1", "--format=%H", grep, `${order.base_commit}..${baseOf(order)}`]);
  return named === "" ? undefined : named;
}

/** A squash: one commit that changes just what the whole branch changed. */
async function byPatch(shop: Workshop, order: Order): Promise<string | undefined> {
  const verdict = readVerdict(shop, order.id);
  if (!verdict.ok || verdict.value.patchId === "") return undefined;
  const { git } = shop.backlog.world;
  const { gitFolder } = shop.backlog.home;
  for (const { commit, parent } of await commitsSince(shop, order)) {
    const patch = await readTreePatch(git, { gitDir: gitFolder, from: parent, to: commit });
    const id = patch.ok ? await patchIdOf(git, gitFolder, patch.value) : patch;
    if (id.ok && id.value === verdict.value.patchId) return commit;
  }
  return undefined;
}

interface Step {
  readonly commit: string;
  readonly parent: string;
}

async function commitsSince(shop: Workshop, order: Order): Promise<readonly Step[]> {
  const range = `${order.base_commit}..${baseOf(order)}`;
  const args = ["rev-list", "--first-parent", "--parents", `--max-count=${MAX_COMPARED_COMMITS}`, range];
  return (await ask(shop, args)).split("\n").flatMap((line): readonly Step[] => {
    const [commit, parent, second] = line.split(" ");
    return commit === undefined || parent === undefined || second !== undefined ? [] : [{ commit, parent }];
  });
}

/** A rebase: the tip of the base, when each commit of the branch has its like in it. */
async function byCommits(shop: Workshop, order: Order, head: string): Promise<string | undefined> {
  const base = baseOf(order);
  const since = Number((await ask(shop, ["rev-list", "--count", `${order.base_commit}..${base}`])) || "0");
  if (since === 0 || since > MAX_COMPARED_COMMITS || !(await hasLikes(shop, order, head))) return undefined;
  return (await ask(shop, ["rev-parse", base])) || undefined;
}

async function hasLikes(shop: Workshop, order: Order, head: string): Promise<boolean> {
  const marks = (await ask(shop, ["cherry", baseOf(order), head, order.base_commit])).split("\n");
  return marks[0] !== "" && marks.every((line) => line.startsWith("- "));
}

/** Whether the base has every commit of a branch, or its like: then the branch holds nothing more (I10). */
export async function holdsNothingMore(shop: Workshop, order: Order, head: string): Promise<boolean> {
  const { git } = shop.backlog.world;
  const args = ["merge-base", "--is-ancestor", head, baseOf(order)];
  return (await gitSays(git, { cwd: shop.backlog.home.root, args })) || hasLikes(shop, order, head);
}
