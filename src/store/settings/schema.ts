import { review, routing } from "./_agent-keys.ts";
import { backlogKeys, kinds, lock, project } from "./_backlog-keys.ts";
import { discover } from "./_discover-keys.ts";
import { models } from "./_model-keys.ts";
import { orders, tests } from "./_order-keys.ts";
import { rank } from "./_rank-keys.ts";
import { checks, claims, gates, ledgers, protectedFiles, rules, worktrees } from "./_work-keys.ts";
import type { Group, ValueOf } from "./shape.ts";

/** Every key of docket.yaml. The one table that reader, defaults, JSON Schema, reference and the file `init` writes are made from. */
export const settingsSchema = {
  is: "group",
  about: "Settings of a backlog.",
  readBy: "store",
  keys: {
    ...backlogKeys,
    project,
    kinds,
    checks,
    rank,
    gates,
    tests,
    rules,
    protected: protectedFiles,
    lock,
    discover,
    orders,
    worktrees,
    claims,
    ledgers,
    routing,
    review,
    models,
  },
} as const satisfies Group;

/** All settings, defaults filled in. */
export type Settings = ValueOf<typeof settingsSchema>;
