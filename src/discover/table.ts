import type { Source } from "./source.ts";

/** Loads one source: a run pays for those it asks and for no other. */
export type LoadSource = () => Promise<Source>;

/** Every source, by name, in the order of reports: what was run, what was checked, what stands in files, what others say. */
export const sources: Readonly<Record<string, LoadSource>> = {
  tests: async () => (await import("./tests.ts")).tests,
  types: async () => (await import("./types.ts")).types,
  lint: async () => (await import("./lint.ts")).lint,
  scan: async () => (await import("./scan.ts")).scan,
  advisories: async () => (await import("./advisories.ts")).advisories,
  outdated: async () => (await import("./outdated.ts")).outdated,
  secrets: async () => (await import("./secrets.ts")).secrets,
  todo: async () => (await import("./todo.ts")).todo,
  checklist: async () => (await import("./checklist.ts")).checklist,
  coverage: async () => (await import("./coverage.ts")).coverage,
  door: async () => (await import("./door.ts")).door,
  "ci-log": async () => (await import("./ci-log.ts")).ciLog,
  "agent-runs": async () => (await import("./agent-runs.ts")).agentRuns,
  "own-runs": async () => (await import("./own-runs.ts")).ownRuns,
  "github-reviews": async () => (await import("./github-reviews.ts")).githubReviews,
  "github-issues": async () => (await import("./github-issues.ts")).githubIssues,
};
