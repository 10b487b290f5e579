/** A section of a kind's template; the hint is shown as a comment until somebody writes. */
export interface TemplateSection {
  readonly heading: string;
  readonly hint: string;
}

/** One kind of ticket. The table is open: settings add to it. */
export interface Kind {
  readonly name: string;
  readonly prefix: string;
  readonly priority: string;
  /** Whether a test that fails before the work and passes after it is asked for as proof. */
  readonly redGreen: boolean;
  readonly sections: readonly TemplateSection[];
}

const section = (heading: string, hint: string): TemplateSection => ({ heading, hint });

const CONTEXT = section("Context", "Why this matters, and to whom.");
const DESCRIPTION = section("Description", "What is to be done.");
const FILES = section("Affected Files", "| File | Action (create, modify, delete) | Description |");
const CRITERIA = section("Acceptance Criteria", "- [ ] AC-1: what can be seen when it is done");
const TESTS = section("Test Strategy", "Unit and integration tests, and the commands that show it works.");
const REGRESSION = section(
  "Test Strategy",
  "The regression test that fails today, and the commands that show it passes.",
);
const END_TO_END = section(
  "Test Strategy",
  "Unit, integration and end-to-end tests, and the commands that show it works.",
);
const SECURITY = section("Security Notes", "Input, access, secrets, errors, logs: what to watch.");
const DEPENDENCIES = section("Dependencies", "What must be there first, inside and outside this backlog.");
const COST = section("Cost Estimate", "Filled in by the estimate, or by hand.");
const NOTES = section("Implementation Notes", "Hints for whoever does it.");

const usual = (...own: readonly TemplateSection[]): readonly TemplateSection[] => [CONTEXT, DESCRIPTION, ...own];
const rest = (tests: TemplateSection): readonly TemplateSection[] => [
  FILES,
  CRITERIA,
  tests,
  SECURITY,
  DEPENDENCIES,
  COST,
  NOTES,
];

const BUG = [
  section("Steps to Reproduce", "1. The shortest way to see it."),
  section("Expected", "What should happen."),
  section("Actual", "What happens instead."),
];

const IDEA = [
  section("Hypothesis", "If we do this, then that will happen, because …"),
  section("ICE Score", "| Impact | Confidence | Ease | each 1-10 |"),
  section("Validation Required", "The cheapest way to find out."),
  section("Metrics of Success", "What we would measure."),
];

/** The built-in kinds. */
export const KINDS: readonly Kind[] = [
  { name: "task", prefix: "TASK", priority: "P2", redGreen: false, sections: usual(...rest(TESTS)) },
  { name: "bug", prefix: "BUG", priority: "P1", redGreen: true, sections: usual(...BUG, ...rest(REGRESSION)) },
  { name: "feature", prefix: "FEAT", priority: "P2", redGreen: true, sections: usual(...rest(END_TO_END)) },
  { name: "idea", prefix: "IDEA", priority: "P3", redGreen: false, sections: usual(...IDEA, DEPENDENCIES, NOTES) },
  { name: "security", prefix: "SEC", priority: "P1", redGreen: true, sections: usual(...rest(REGRESSION)) },
  { name: "refactor", prefix: "REF", priority: "P2", redGreen: false, sections: usual(...rest(TESTS)) },
  { name: "quality", prefix: "QUAL", priority: "P2", redGreen: false, sections: usual(...rest(TESTS)) },
  { name: "test", prefix: "TEST", priority: "P2", redGreen: false, sections: usual(...rest(TESTS)) },
  { name: "performance", prefix: "PERF", priority: "P2", redGreen: false, sections: usual(...rest(TESTS)) },
  { name: "docs", prefix: "DOCS", priority: "P3", redGreen: false, sections: usual(FILES, CRITERIA, NOTES) },
  { name: "chore", prefix: "CHORE", priority: "P3", redGreen: false, sections: usual(FILES, CRITERIA, NOTES) },
];

/** Finds a kind by name; the settings' own come first, so that a built-in one can be replaced. */
export function kindOf(name: string, extra: readonly Kind[] = []): Kind | undefined {
  const wanted = name.toLowerCase();
  return [...extra, ...KINDS].find((kind) => kind.name === wanted);
}

/** Names of all kinds, for a hint. */
export function kindNames(extra: readonly Kind[] = []): readonly string[] {
  return [...new Set([...KINDS, ...extra].map(({ name }) => name))];
}
