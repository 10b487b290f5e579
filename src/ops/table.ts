import type { Op } from "./op.ts";

/** Loads one verb. Each is an import of its own, so that a call pays for the verb it names and for no other. */
export type LoadOp = () => Promise<Op>;

/** Every verb of the product with its types: one line each, in the order in which help shows them. */
export const typedVerbs = {
  init: async () => (await import("./init.ts")).initOp,
  new: async () => (await import("./new.ts")).newOp,
  draft: async () => (await import("./draft.ts")).draftOp,
  show: async () => (await import("./show.ts")).showOp,
  list: async () => (await import("./list.ts")).listOp,
  search: async () => (await import("./search.ts")).searchOp,
  edit: async () => (await import("./edit.ts")).editOp,
  move: async () => (await import("./move.ts")).moveOp,
  comment: async () => (await import("./comment.ts")).commentOp,
  review: async () => (await import("./review.ts")).reviewOp,
  assign: async () => (await import("./assign.ts")).assignOp,
  close: async () => (await import("./close.ts")).closeOp,
  reopen: async () => (await import("./reopen.ts")).reopenOp,
  relate: async () => (await import("./relate.ts")).relateOp,
  history: async () => (await import("./history.ts")).historyOp,
  ready: async () => (await import("./ready.ts")).readyOp,
  blocked: async () => (await import("./blocked.ts")).blockedOp,
  check: async () => (await import("./check.ts")).checkOp,
  next: async () => (await import("./next.ts")).nextOp,
  rank: async () => (await import("./rank.ts")).rankOp,
  waves: async () => (await import("./waves.ts")).wavesOp,
  route: async () => (await import("./route.ts")).routeOp,
  split: async () => (await import("./split.ts")).splitOp,
  graph: async () => (await import("./graph.ts")).graphOp,
  take: async () => (await import("./take.ts")).takeOp,
  path: async () => (await import("./path.ts")).pathOp,
  status: async () => (await import("./status.ts")).statusOp,
  scope: async () => (await import("./scope.ts")).scopeOp,
  verify: async () => (await import("./verify.ts")).verifyOp,
  finish: async () => (await import("./finish.ts")).finishOp,
  integrate: async () => (await import("./integrate.ts")).integrateOp,
  run: async () => (await import("./run.ts")).runOp,
  heartbeat: async () => (await import("./heartbeat.ts")).heartbeatOp,
  release: async () => (await import("./release.ts")).releaseOp,
  requeue: async () => (await import("./requeue.ts")).requeueOp,
  approve: async () => (await import("./approve.ts")).approveOp,
  reject: async () => (await import("./approve.ts")).rejectOp,
  trust: async () => (await import("./trust.ts")).trustOp,
  reconcile: async () => (await import("./reconcile.ts")).reconcileOp,
  gc: async () => (await import("./gc.ts")).gcOp,
  audit: async () => (await import("./audit.ts")).auditOp,
  context: async () => (await import("./context.ts")).contextOp,
  labels: async () => (await import("./labels.ts")).labelsOp,
  epics: async () => (await import("./epics.ts")).epicsOp,
  epic: async () => (await import("./epic.ts")).epicOp,
  plans: async () => (await import("./plans.ts")).plansOp,
  "export-tickets": async () => (await import("./export-tickets.ts")).exportTicketsOp,
  discover: async () => (await import("./discover.ts")).discoverOp,
  evidence: async () => (await import("./evidence.ts")).evidenceOp,
  sync: async () => (await import("./sync.ts")).syncOp,
  doctor: async () => (await import("./doctor.ts")).doctorOp,
  validate: async () => (await import("./validate.ts")).validateOp,
  fmt: async () => (await import("./fmt.ts")).fmtOp,
  "merge-driver": async () => (await import("./merge-driver.ts")).mergeDriverOp,
} satisfies Readonly<Record<string, LoadOp>>;

/** The same table for doors that find a verb by a name from outside. */
export const verbs: Readonly<Record<string, LoadOp>> = typedVerbs;

/** Other names that people try first. */
export const aliases: Readonly<Record<string, string>> = { intake: "draft", refine: "check" };
