import type { Finding } from "../std/finding.ts";
import type { Change } from "./change.ts";
import { finding, WHOLE_CHANGE } from "./rules.ts";

/** How large a change may become; absent: as large as it likes. */
export interface Budget {
  readonly maxFiles?: number | undefined;
  readonly maxLines?: number | undefined;
}

/** Holds the size of a change against what its ticket allows: paths, and added and removed lines together. */
export function judgeBudget(change: Change, { maxFiles, maxLines }: Budget): readonly Finding[] {
  const files = new Set(change.files.map(({ path }) => path)).size;
  const lines = change.files.reduce((sum, { added, removed }) => sum + added + removed, 0);
  const hint = "leave out what the ticket does not need, or split it; a person can raise diff_budget in the ticket";
  const overFiles =
    maxFiles !== undefined && files > maxFiles
      ? [
          finding("budget-files", WHOLE_CHANGE, {
            message: `${files} files were changed; the ticket allows ${maxFiles}`,
            hint,
          }),
        ]
      : [];
  const overLines =
    maxLines !== undefined && lines > maxLines
      ? [
          finding("budget-lines", WHOLE_CHANGE, {
            message: `${lines} lines were changed; the ticket allows ${maxLines}`,
            hint,
          }),
        ]
      : [];
  return [...overFiles, ...overLines];
}
