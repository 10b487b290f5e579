/**
 * Where a backlog lives.
 *
 *  - `branch`: a worktree of the repository's own `docket` branch, nested in the main checkout; every write is a commit.
 *  - `tree`: a folder in the code's working tree; the user commits it with the code.
 *  - `plain`: a folder without git.
 */
export interface Home {
  readonly kind: "branch" | "tree" | "plain";
  /** The backlog's folder: docket.yaml, tickets/ and so on. */
  readonly folder: string;
  /** Private to the clone, shared by its worktrees: index, locks, journal. */
  readonly privateFolder: string;
  /** The code's main checkout (the caller's side of a bare repository): what `file:` references are relative to. */
  readonly root: string;
  /** The repository's common folder; absent for `plain`. */
  readonly gitFolder: string | undefined;
}

export const BACKLOG_BRANCH = "docket";
export const BACKLOG_REF = `refs/heads/${BACKLOG_BRANCH}`;
export const DEFAULT_FOLDER = "docket";
export const SETTINGS_FILE = "docket.yaml";
export const TICKETS_FOLDER = "tickets";
/** Versions of tickets that could not be merged, kept whole until somebody looks at them. */
export const ASIDE_FOLDER = "aside";
