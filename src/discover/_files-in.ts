import type { Raw } from "./_files-sighting.ts";

/** What a source sees in one file. */
export interface InFile {
  readonly raws: readonly Raw[];
  /** False when there is more in the file than is looked for. */
  readonly isWhole: boolean;
}
