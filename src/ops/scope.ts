import { readChange } from "../gate/read-change.ts";
import { ok } from "../std/result.ts";
import { judgeWork } from "../work/judge-work.ts";
import { op } from "./op.ts";
import { openHeldOrder } from "./orders/_held-order.ts";
import { ORDER_INPUT } from "./orders/_order-input.ts";

/** Says what an order may change and whether it kept to it. */
export const scopeOp = op({
  name: "scope",
  summary: "Show what an order may change, and whether it kept to it",
  about:
    "Looks at everything since the merge base with the base branch, committed or not: scope, size of the change and protected files.",
  examples: ["docket scope k3f", "docket scope k3f --json"],
  group: "work",
  effect: "read",
  input: ORDER_INPUT,
  async run(world, call, given) {
    const opened = await openHeldOrder(world, call, { verb: "scope", order: given.order });
    if (!opened.ok) return opened;
    const { shop, held } = opened.value;
    const { stored, worktree } = held;
    const change = await readChange(world.git, world.files, { worktree, base: `refs/heads/${stored.order.base}` });
    if (!change.ok) return change;
    const judged = judgeWork(shop, stored.order, change.value);
    if (!judged.ok) return judged;
    const { terms, scope, budget } = judged.value;
    const findings = [...scope, ...budget];
    const files = change.value.files.map(({ path, kind, added, removed, committed }) => ({
      path,
      kind,
      added,
      removed,
      committed,
    }));
    return ok({
      order: stored.order.id,
      allow: terms.scope.allow,
      deny: terms.scope.deny,
      budget: terms.budget,
      files,
      findings,
    });
  },
  exitOf: ({ findings }) => (findings.some(({ severity }) => severity === "error") ? "findings" : "ok"),
});
