/** A folder of plans, and what lying in it says about the atoms of a plan. */
export interface Bucket {
  readonly name: string;
  /** `queued` and `actioned` are live; a plan that was `discarded` or `dequeued` lets its atoms go. */
  readonly holds: "queued" | "actioned" | "discarded" | "dequeued";
}

/** Folder of the plans, from the root of the repository that owns them. */
export const PLANS_FOLDER = ".agents/plans";

/** The folders, with their exact names. Any other is somebody else's. */
export const BUCKETS = [
  { name: "0.1 - deferred", holds: "actioned" },
  { name: "0.2 - discarded", holds: "discarded" },
  { name: "0.5 - to_triage", holds: "queued" },
  { name: "1 - ideas", holds: "queued" },
  { name: "1.5 - to_plan", holds: "queued" },
  { name: "2 - ready", holds: "queued" },
  { name: "3 - in_progress", holds: "actioned" },
  { name: "4 - for_review", holds: "actioned" },
  { name: "5 - complete", holds: "actioned" },
  { name: "6 - archived", holds: "actioned" },
  { name: "_dequeued", holds: "dequeued" },
] as const satisfies readonly Bucket[];

export const bucketNamed = (name: string): Bucket | undefined => BUCKETS.find((bucket) => bucket.name === name);

/** Whether plans may lie in folders within it, too. */
export const isDeep = ({ holds }: Bucket): boolean => holds === "discarded" || holds === "dequeued";

/** Where an exported ticket of a stage is put. */
export const bucketForStage = (stage: string): string => (stage === "triage" ? "0.5 - to_triage" : "1 - ideas");
