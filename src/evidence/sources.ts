/** How the impact and effort of what a source finds are told. */
export type Estimator = "words" | "test" | "vulnerability" | "weakness" | "secret" | "review";

export interface SourceRow {
  readonly source: string;
  /** How far its word counts, from 0 to 1. */
  readonly trust: number;
  readonly why: string;
  readonly estimator: Estimator;
  /** Whether one sight of it is too few, see breadth.ts. */
  readonly gated: boolean;
  /** Whether the words of a fact say what kind of ticket it becomes; else the source knows. */
  readonly kindByWords: boolean;
  /** Whether its words are those of a run, so that times and counts in them are no news. */
  readonly printedByRuns?: true;
}

const OWN = { estimator: "words", kindByWords: false, gated: false } as const;
const SAID = { estimator: "words", kindByWords: true, gated: false } as const;

/** Every source of our own: how far it is trusted, and how its facts are judged. */
export const SOURCE_TABLE: readonly SourceRow[] = [
  { ...OWN, source: "tests", estimator: "test", printedByRuns: true, trust: 1, why: "it was run, and seen to fail" },
  { ...OWN, source: "own-runs", estimator: "test", trust: 1, why: "our own record of what happened" },
  {
    ...OWN,
    source: "advisories",
    estimator: "vulnerability",
    trust: 0.95,
    why: "published, reviewed, and matched by version",
  },
  { ...OWN, source: "types", trust: 0.95, why: "a compiler does not guess" },
  { ...OWN, source: "outdated", trust: 0.9, why: "two version numbers compared" },
  {
    ...SAID,
    source: "ci-log",
    printedByRuns: true,
    trust: 0.85,
    why: "it happened, but a log says more than what matters",
  },
  { ...OWN, source: "lint", trust: 0.8, why: "exact, of rules that are partly taste" },
  { ...OWN, source: "scan", estimator: "weakness", trust: 0.75, why: "patterns, with false alarms" },
  { ...OWN, source: "secrets", estimator: "secret", trust: 0.75, why: "patterns, with false alarms" },
  { ...OWN, source: "coverage", trust: 0.7, why: "exact, but a gap is no defect" },
  { ...SAID, source: "github-reviews", estimator: "review", trust: 0.7, why: "a person looked at this code" },
  { ...SAID, source: "github-issues", trust: 0.65, why: "a person says so, about something that may have changed" },
  { ...SAID, source: "todo", trust: 0.6, why: "somebody knew the code, perhaps long ago" },
  { ...SAID, source: "checklist", trust: 0.6, why: "a wish, not an observation" },
  { ...SAID, source: "door", trust: 0.55, why: "nothing is known about who wrote it" },
  { ...SAID, source: "agent-runs", gated: true, trust: 0.55, why: "by what it is, see below" },
];

/** Facts of agents' runs are of many sorts: what broke weighs more than what an agent thinks of it. */
export const RUN_TRUST: Readonly<Record<string, number>> = {
  run_failure_event: 1,
  error_json: 0.95,
  report_validation_error: 0.9,
  agent_stderr_artifact: 0.85,
  agent_last_message_artifact: 0.75,
  confusion_point: 0.7,
  suggested_change: 0.65,
  confidence_missing: 0.45,
};

/** For sources that nobody told us about. */
const OTHER_TRUST = 0.55;

const ROWS: ReadonlyMap<string, SourceRow> = new Map(SOURCE_TABLE.map((row) => [row.source, row]));
const OTHER: SourceRow = { ...SAID, source: "", trust: OTHER_TRUST, why: "unknown" };

export const sourceRow = (source: string): SourceRow => ROWS.get(source) ?? OTHER;
