/** How bad the tool itself calls it. */
export type Level = "error" | "warning" | "note";

/** One thing that a tool complains about. */
export interface Problem {
  /** What sort of complaint: a linter's rule, a compiler's number, an advisory's id, the name of a kind of secret. */
  readonly rule: string;
  readonly level: Level;
  /** One line, bounded, without colours and control characters. */
  readonly message: string;
  /** From the folder the tool ran in where the tool says so, with forward slashes. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** What it is about where that is not a place in a file: a package, a function, a test. */
  readonly subject?: string;
  readonly url?: string;
  /** What else the tool says and somebody may need: the version installed, the version that is mended. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** What one run of a tool said. */
export interface ProblemReport {
  readonly format: string;
  readonly problems: readonly Problem[];
  /** False when the text ends in the middle, or holds something that could not be read: then what is missing is not gone. */
  readonly complete: boolean;
  /** Files that the tool could not look into, such as those with an error in their syntax: what is known of them is not gone. */
  readonly unread?: readonly string[];
}

/** One format of such reports. Neither function throws. */
export interface ProblemParser {
  readonly format: string;
  recognises(text: string): boolean;
  parse(text: string): ProblemReport;
}
