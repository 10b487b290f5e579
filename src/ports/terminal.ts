import type { Fault } from "../std/fault.ts";
import type { Result } from "../std/result.ts";

/** The three streams of the program and what is known of the screen behind them. */
export interface Terminal {
  /**
   * Writes to stdout as UTF-8, whole and in order: what a slow pipe cannot take at once is written before the program ends. A reader that went
   * away is fine.
   */
  out(text: string): void;
  /** Writes to stderr in the same way. */
  err(text: string): void;
  /** Why a part of stdout is lost, other than by a reader who went away: `stdout-failed` where a disk is full, say. */
  lost(): Fault | undefined;
  readonly outIsScreen: boolean;
  readonly errIsScreen: boolean;
  /** Columns of the screen; undefined when stdout is none. */
  readonly columns: number | undefined;
  /**
   * All of stdin as text, without a byte order mark; nothing when it is read again. `stdin-too-large` beyond `maxBytes`, `stdin-not-text` when
   * it is not UTF-8, `file-failed` when it cannot be read.
   */
  readInput(maxBytes: number): Promise<Result<string>>;
  /** Stdin is a screen's keyboard: somebody can be asked. */
  readonly inIsScreen: boolean;
  /**
   * Shows a question and waits for a line; undefined when the input ended instead. Ctrl-C ends the program as it does everywhere. Only for a
   * terminal whose stdin and stdout are screens.
   */
  ask(question: string): Promise<string | undefined>;
}
