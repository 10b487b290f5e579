import type { Summary } from "../src/ticket/model.ts";

/** A summary for tests of plan: a healthy new ticket unless told otherwise. */
export function summary(given: Partial<Summary> & { readonly id: string }): Summary {
  return {
    path: `tickets/${given.id}.md`,
    title: `Title of ${given.id}`,
    status: "new",
    kind: "task",
    priority: "P2",
    created: "2026-03-01T08:00:00Z",
    updated: "2026-03-01T08:00:00Z",
    assignee: "",
    epic: "",
    labels: [],
    depends_on: [],
    blocks: [],
    parent: "",
    duplicate_of: "",
    extra: {},
    broken: undefined,
    ...given,
  };
}
