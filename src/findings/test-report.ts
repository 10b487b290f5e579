/** Why a test failed, or a file did not load. */
export type Cause = "assertion" | "missing-symbol" | "syntax" | "missing-package" | "time-out" | "other";

export type Outcome = "passed" | "failed" | "skipped" | "todo";

/** One test as a tool named it. */
export interface TestCase {
  /** File, suites and test as far as the format tells them, joined by ` > `: what the test is called in every run. Two may be equal. */
  readonly name: string;
  readonly file?: string;
  readonly outcome: Outcome;
  /** Only of failed tests. */
  readonly cause?: Cause;
  /** Bounded, without colours. */
  readonly message?: string;
  readonly durationMs?: number;
}

/** A file or a suite whose tests could not run at all. */
export interface Broken {
  readonly file: string;
  readonly cause: Cause;
  readonly message: string;
  /** `build`: a compiler refused, so it says nothing about single tests; `load`: the file itself failed as it was loaded or set up. */
  readonly stage: "load" | "build";
}

/** What one run of a test tool said. */
export interface TestReport {
  readonly format: string;
  readonly cases: readonly TestCase[];
  readonly broken: readonly Broken[];
  /** False when the text ends in the middle. */
  readonly complete: boolean;
}

/** One format of test results. Neither function throws. */
export interface TestParser {
  readonly format: string;
  recognises(text: string): boolean;
  parse(text: string): TestReport;
}
