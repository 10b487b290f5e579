import type { Result } from "../std/result.ts";

/** The person's own text editor. */
export interface Editor {
  /**
   * Lets the person edit a text under a file name of its own, and gives what they saved, byte for byte as UTF-8 says it. `editor-missing` where
   * none is set. `editor-failed` when it ended badly or left what cannot be taken; what the person saved is then kept, and the fault says where.
   */
  edit(name: string, text: string): Promise<Result<string>>;
}
