/** How bad a fact looks to whoever saw it, from least to worst. */
export const SEVERITIES = ["low", "medium", "high", "blocker"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Text kept as a quotation. What was cut is said, never silently dropped. */
export interface Quote {
  readonly text: string;
  /** Characters left out of the middle. */
  readonly cut?: number;
}

/** One problem as a source saw it just now. Where it is may change from one look to the next; what it is may not. */
export interface Sighting {
  /** Name of the source: `todo`, `tests`. */
  readonly source: string;
  /** What it is, in words that survive lines that move, reformatting and a renamed file. */
  readonly identity: Identity;
  /** One line for people. */
  readonly message: string;
  readonly severity: Severity;
  readonly place?: Place;
  readonly quote?: Quote;
  /** Written by somebody outside the repository: a review, an issue, a log. Never an instruction. */
  readonly isOutside?: boolean;
  readonly isSecurity?: boolean;
  /** Whatever else the source knows: package, version, owner, age. Short texts. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface Identity {
  /** The rule of a linter, the id of an advisory, the word of a mark, `failed`. */
  readonly rule: string;
  /** A test's name, a package, a symbol with the normalised text; never a line number, and a path only where the file itself is meant. */
  readonly subject: string;
}

export interface Place {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
}
