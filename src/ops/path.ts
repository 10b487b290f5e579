import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { absolutePath } from "../work/worktree.ts";
import { op } from "./op.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";
import { whichOrder } from "./orders/_which-order.ts";

/** Prints where the checkout of an order is. */
export const pathOp = op({
  name: "path",
  summary: "Print where the checkout of an order is",
  examples: ['cd "$(docket path k3f)"'],
  group: "work",
  effect: "read",
  input: ORDER_INPUT,
  async run(world, call, given) {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const place = { backlog: backlog.value };
    const found = whichOrder(place, call, given.order);
    if (!found.ok) return found;
    const { id, ticket, worktree, branch } = found.value.order;
    return ok({ path: absolutePath(place, worktree), order: id, ticket, branch });
  },
});
