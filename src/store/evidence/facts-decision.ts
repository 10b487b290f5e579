import type { Atom } from "../../evidence/atom.ts";
import type { OtherEntry } from "../../evidence/backlog-repo/other-entry.ts";
import type { Result } from "../../std/result.ts";
import type { Change } from "../write/change.ts";
import type { BadLine } from "./ledger.ts";

/** Every known fact. */
export interface Facts {
  /** Ordered by id. */
  readonly atoms: readonly Atom[];
  /** What stands in the ledger and is no fact; it stays there (I5). */
  readonly bad: readonly BadLine[];
  /** Ids of entries that are there and cannot be read: nothing is said about them, and they are not made anew. */
  readonly sealed: ReadonlySet<string>;
  /** What other tools keep in the same YAML ledger, in the order of the file. */
  readonly others: readonly OtherEntry[];
}

/** What is to be written: files of the backlog, and facts that are others now. */
export interface FactsDecision<Output> {
  readonly message: string;
  readonly changes: readonly Change[];
  readonly atoms: readonly Atom[];
  readonly output: Output;
}

export type DecideFacts<Output> = (
  facts: Facts,
) => Result<FactsDecision<Output>> | Promise<Result<FactsDecision<Output>>>;
