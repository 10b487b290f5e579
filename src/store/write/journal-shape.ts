import type { Actor } from "../../ticket/model.ts";

/**
 * The redo journal: one file that holds a whole transaction. Once it is on disk the transaction has happened; whoever comes
 * next finishes what is missing. A file is replayed only over the image recorded here (I5).
 *
 *   decide ─▶ journal written ─▶ files renamed into place ─▶ commit ─▶ journal removed
 *                  └── a crash from here on is finished by the next writer; readers already see the outcome (I2)
 */
export interface Journal {
  readonly message: string;
  readonly actor: Actor;
  readonly email: string;
  readonly atMs: number;
  readonly changes: readonly JournalChange[];
  readonly commit?: { readonly id: string; readonly from: string };
}

export interface JournalChange {
  readonly path: string;
  /** Revision of the file before; null when there was none. */
  readonly before: string | null;
  /** The text, or the bytes in base64 where they are not text. */
  readonly after: string | { readonly base64: string } | null;
}
