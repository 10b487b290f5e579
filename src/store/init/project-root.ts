import type { ReadText } from "./stack.ts";

/** Commands that prove a change. What is absent was not found, and nothing is made up in its place. */
export interface GateCommands {
  readonly test?: string;
  readonly lint?: string;
  readonly types?: string;
  readonly build?: string;
  /** Runs the same tests so that each of them can be told apart, where the test command alone hides its program. */
  readonly testsCommand?: string;
  readonly testsFormat?: string;
}

/** The root of a project, as far as gates are concerned. */
export interface ProjectRoot {
  readonly names: readonly string[];
  readonly read: ReadText;
}
