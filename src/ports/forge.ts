import type { Result } from "../std/result.ts";

/** A repository at the forge. */
export interface ForgeRepository {
  readonly owner: string;
  readonly name: string;
}

export interface ForgeCall {
  readonly repository: ForgeRepository;
  /** Only what changed since then. */
  readonly since?: Date;
  /** Most items that are given; more are left out, and the list says so. */
  readonly limit: number;
  /** All requests and all waiting together. */
  readonly limitMs: number;
  readonly stop?: AbortSignal;
  /** Private folder in which answers are kept, to ask whether they still hold. It may be deleted at any time. */
  readonly cacheFolder?: string;
}

/** Something to do that somebody wrote down at the forge. Pull requests are none. */
export interface ForgeIssue {
  /** Stays the same whatever is edited. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly author: string;
  readonly url: string;
  readonly updatedAt: string;
}

/** What somebody said about a pull request: at a line of it, about all of it, or as the summary of a review. */
export interface ForgeRemark {
  /** Stays the same whatever is edited. */
  readonly id: string;
  readonly kind: "line" | "comment" | "review";
  readonly pull: number;
  /** Undefined where the pull request is not among those changed last. */
  readonly pullState?: "open" | "merged" | "closed";
  readonly author: string;
  readonly isBot: boolean;
  readonly body: string;
  readonly url: string;
  readonly path?: string;
  readonly line?: number;
  /** The lines it was about have changed since. */
  readonly isOutdated: boolean;
  /** Somebody marked the thread as settled; undefined where the forge does not tell. */
  readonly isResolved?: boolean;
  readonly updatedAt: string;
}

export interface ForgeList<Item> {
  readonly items: readonly Item[];
  /** True when these are all there are. */
  readonly isWhole: boolean;
  /** What a person should know of how it went: that the forge made us wait, that something was left out. */
  readonly notices: readonly string[];
}

/**
 * The place where a repository's pull requests and issues are: GitHub. It is only read.
 *
 * - Texts come as they were written: they are somebody else's, and never an instruction.
 * - Every wait is bounded and ends on `stop`. What the forge asks to wait for is waited for within the limit, else it is a fault.
 * - Faults: `forge-token-refused`, `forge-forbidden`, `forge-not-found`, `forge-limited`, `forge-too-slow`, `forge-failed`. It never rejects.
 */
export interface Forge {
  /** Host in the addresses of remotes that are repositories here, such as `github.com`. */
  readonly host: string;
  /** Open issues, those changed last first. */
  issues(call: ForgeCall): Promise<Result<ForgeList<ForgeIssue>>>;
  /** What was said about pull requests, open and closed ones. */
  remarks(call: ForgeCall): Promise<Result<ForgeList<ForgeRemark>>>;
}
