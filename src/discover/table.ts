import type { Source } from "./source.ts";

/** Loads one source: a run pays for those it asks and for no other. */
export type LoadSource = () => Promise<Source>;

/** Every source, by name. The order is that of reports. */
export const sources: Readonly<Record<string, LoadSource>> = {
  "github-reviews": async () => (await import("./github-reviews.ts")).githubReviews,
  "github-issues": async () => (await import("./github-issues.ts")).githubIssues,
};
