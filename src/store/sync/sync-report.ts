import type { Finding } from "../../std/finding.ts";

/** What a sync did. */
export interface SyncReport {
  /** Null where the backlog is kept in the working tree and travels with the code. */
  readonly remote: string | null;
  /** Files edited by hand that were committed first. */
  readonly recorded: readonly string[];
  /** Files that came from the remote, merged ones included. */
  readonly received: readonly string[];
  /** Files both sides had changed. */
  readonly merged: readonly string[];
  /** Whether something was sent; in a dry run, whether something would be. */
  readonly pushed: boolean;
  /** In a dry run: the remote's commit, where this clone has not got it and so cannot say what it would bring. */
  readonly unseen?: string;
  readonly findings: readonly Finding[];
}
