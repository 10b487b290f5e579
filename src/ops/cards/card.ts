/** What a refusal means: read by people and agents who know only its code. */
export interface Card {
  /** The kind of trouble; a heading of docs/troubleshooting.md. */
  readonly class: string;
  readonly cause: string;
  /** What to do, one step after the other; empty where nothing is to be done. */
  readonly next: readonly string[];
  /** The command that shows whether it is over. */
  readonly recheck: string;
}

/** The codes of one kind of trouble. */
export interface CardClass {
  readonly name: string;
  readonly recheck: string;
  readonly cards: Readonly<Record<string, Pick<Card, "cause" | "next">>>;
}
