import type { Line, Page } from "./_page.ts";

export type Render = (output: unknown, page: Page) => readonly Line[];

/** Verbs whose answer has a look of its own; all others are shown by `generic`. Loaded only when text is wanted. */
const renderers: Readonly<Record<string, () => Promise<Render>>> = {
  show: async () => (await import("./render/show.ts")).show,
  draft: async () => (await import("./render/draft.ts")).draft,
  epics: async () => (await import("./render/epics.ts")).epics,
  epic: async () => (await import("./render/epics.ts")).epic,
  discover: async () => (await import("./render/discover.ts")).discover,
  evidence: async () => (await import("./render/evidence.ts")).evidence,
  validate: async () => (await import("./render/doctor.ts")).doctor,
  fmt: async () => (await import("./render/backlog.ts")).fmt,
  doctor: async () => (await import("./render/doctor.ts")).doctor,
  check: async () => (await import("./render/check.ts")).check,
  ready: async () => (await import("./render/plan.ts")).ready,
  next: async () => (await import("./render/plan.ts")).next,
  blocked: async () => (await import("./render/plan.ts")).blocked,
  rank: async () => (await import("./render/rank.ts")).rank,
  waves: async () => (await import("./render/waves.ts")).waves,
  route: async () => (await import("./render/waves.ts")).route,
  split: async () => (await import("./render/waves.ts")).split,
  graph: async () => (await import("./render/graph.ts")).graph,
  search: async () => (await import("./render/plan.ts")).search,
  init: async () => (await import("./render/backlog.ts")).init,
  plans: async () => (await import("./render/plans.ts")).plans,
  "export-tickets": async () => (await import("./render/plans.ts")).exportTickets,
  sync: async () => (await import("./render/backlog.ts")).sync,
  history: async () => (await import("./render/backlog.ts")).history,
  take: async () => (await import("./render/work.ts")).take,
  path: async () => (await import("./render/work.ts")).path,
  status: async () => (await import("./render/status.ts")).status,
  scope: async () => (await import("./render/proof.ts")).scope,
  verify: async () => (await import("./render/proof.ts")).verify,
  finish: async () => (await import("./render/work.ts")).finish,
  integrate: async () => (await import("./render/work.ts")).integrate,
  release: async () => (await import("./render/work.ts")).release,
  requeue: async () => (await import("./render/work.ts")).requeue,
  heartbeat: async () => (await import("./render/work.ts")).heartbeat,
  trust: async () => (await import("./render/work.ts")).trust,
  reconcile: async () => (await import("./render/reconcile.ts")).reconcile,
  gc: async () => (await import("./render/reconcile.ts")).gc,
  audit: async () => (await import("./render/reconcile.ts")).audit,
  run: async () => (await import("./render/status.ts")).run,
  context: async () => (await import("./render/context.ts")).context,
  labels: async () => (await import("./render/backlog.ts")).labels,
  // Git prints what its driver prints: only problems, which go to stderr, are worth a line.
  "merge-driver": async () => () => [],
};

/** Verbs that write one ticket answer in one line. */
const WRITTEN = new Set([
  "new",
  "edit",
  "move",
  "comment",
  "review",
  "assign",
  "close",
  "reopen",
  "relate",
  "approve",
  "reject",
]);

export async function rendererOf(verb: string): Promise<Render> {
  const load = Object.hasOwn(renderers, verb) ? renderers[verb] : undefined;
  if (load !== undefined) return load();
  return WRITTEN.has(verb)
    ? (await import("./render/written.ts")).written(verb)
    : (await import("./render/generic.ts")).generic;
}
