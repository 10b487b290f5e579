export type Severity = "error" | "warning" | "info";

/** Something a person should know about a file: one type for everything the product checks. */
export interface Finding {
  /** A stable code out of the rule table, such as `frontmatter-unclosed`. */
  readonly code: string;
  readonly severity: Severity;
  /** Path from the backlog's folder, with forward slashes. */
  readonly file: string;
  /** 1-based; absent where the finding is about the whole file. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly hint?: string;
}
