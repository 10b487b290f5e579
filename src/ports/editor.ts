import type { Result } from "../std/result.ts";

/** The person's own text editor. */
export interface Editor {
  /** Lets the person edit a text and gives what they saved; `editor-missing` where nobody sits at a terminal. */
  edit(name: string, text: string): Promise<Result<string>>;
}
