import type { Progress } from "../ports/progress.ts";

/** Progress that nobody watches. */
export const silentProgress: Progress = {
  step: () => undefined,
  end: () => undefined,
};
