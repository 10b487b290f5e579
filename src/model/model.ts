import type { Result } from "../std/result.ts";

/**
 * Whoever can be asked. A question is one JSON document, an answer the text that was printed; neither is trusted with anything: what
 * an answer means is decided by the typed reader of the question (I13). Every failure is a fault; nothing is thrown and nothing waits
 * for ever.
 */
export interface Model {
  /** What people call it. */
  readonly name: string;
  /** All that an answer depends on beside the question: another text, and kept answers do not count. */
  readonly identity: string;
  ask(document: string): Promise<Result<string>>;
}
