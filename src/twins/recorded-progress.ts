import type { Progress } from "../ports/progress.ts";

export type ProgressReport =
  | { readonly work: string; readonly done: number; readonly total: number | undefined }
  | { readonly work: string; readonly ended: true };

export interface RecordedProgress extends Progress {
  /** Everything that was reported so far, in order. */
  readonly reports: readonly ProgressReport[];
}

/** Progress that is written down. */
export function recordedProgress(): RecordedProgress {
  const reports: ProgressReport[] = [];
  return {
    reports,
    step: (work, done, total) => void reports.push({ work, done, total }),
    end: (work) => void reports.push({ work, ended: true }),
  };
}
