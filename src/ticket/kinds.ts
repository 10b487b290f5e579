import type { FieldValue } from "./model.ts";

/** One section of a template; the hint stands in it as an HTML comment and counts as empty. */
export interface TemplateSection {
  readonly heading: string;
  readonly hint: string;
}

/** A frontmatter field that tickets of a kind have beyond the common ones. */
export interface KindField {
  readonly name: string;
  readonly hint: string;
  /** Written into new tickets; without it the field is only known. */
  readonly initial?: FieldValue;
}

/** One kind of ticket: what its ids look like, and what a new one begins with. */
export interface Kind {
  readonly name: string;
  readonly prefix: string;
  readonly summary: string;
  readonly priority: "P0" | "P1" | "P2" | "P3";
  /** Whether a test must fail before the change and pass after it. */
  readonly redGreen: boolean;
  readonly sections: readonly TemplateSection[];
  readonly fields: readonly KindField[];
}

const CONTEXT = { heading: "Context", hint: "Why this matters now; what was seen, and where." };
const DESCRIPTION = { heading: "Description", hint: "What should be true when this is done." };
const FILES = { heading: "Affected Files", hint: "One line a file: path, then create, modify or delete." };
const CRITERIA = { heading: "Acceptance Criteria", hint: "One line each: - [ ] AC-1: something that can be checked" };
const TESTS = { heading: "Test Strategy", hint: "Unit and integration tests, and the command that runs them." };
const SECURITY = {
  heading: "Security Notes",
  hint: "Input from outside, permissions, secrets; or why none are touched.",
};
const DEPENDENCIES = { heading: "Dependencies", hint: "What must be there first, beyond depends_on." };
const COST = { heading: "Cost Estimate", hint: "Size, tokens or hours, and what that is based on." };
const NOTES = { heading: "Implementation Notes", hint: "Constraints, a way to do it, what not to touch." };

const AFTER = [FILES, CRITERIA, TESTS, SECURITY, DEPENDENCIES, COST, NOTES];
const COMMON = [CONTEXT, DESCRIPTION, ...AFTER];

const BUG = [
  CONTEXT,
  DESCRIPTION,
  { heading: "Steps to Reproduce", hint: "Numbered steps from a known state; the shortest way to see it." },
  { heading: "Expected", hint: "What should happen." },
  { heading: "Actual", hint: "What happens instead, with the exact message." },
  ...AFTER,
];

const IDEA = [
  CONTEXT,
  DESCRIPTION,
  { heading: "Hypothesis", hint: "If we do this, then that will happen, because …" },
  { heading: "ICE Score", hint: "Impact, confidence and ease, 1 to 10 each." },
  { heading: "Validation Required", hint: "The cheapest experiment that can prove it wrong." },
  { heading: "Metrics of Success", hint: "The number that has to move, from what to what." },
  CRITERIA,
  NOTES,
];

const PLAIN = { redGreen: false, sections: COMMON, fields: [] } as const;

/** The kinds that are always there; a backlog may add its own. */
export const KINDS: readonly Kind[] = [
  { ...PLAIN, name: "task", prefix: "TASK", priority: "P2", summary: "Work that is none of the others." },
  {
    name: "bug",
    prefix: "BUG",
    priority: "P1",
    summary: "Something does not do what it should.",
    redGreen: true,
    sections: BUG,
    fields: [
      { name: "severity", hint: "How bad it is where it happens: critical, high, medium, low.", initial: "medium" },
      { name: "environment", hint: "Where it was seen: version, system, settings." },
    ],
  },
  {
    ...PLAIN,
    name: "feature",
    prefix: "FEAT",
    priority: "P2",
    summary: "Something new that a user can do.",
    redGreen: true,
    fields: [{ name: "phase", hint: "Where the feature stands: planning, building, released.", initial: "planning" }],
  },
  {
    name: "idea",
    prefix: "IDEA",
    priority: "P3",
    summary: "Something worth trying, not decided yet.",
    redGreen: false,
    sections: IDEA,
    fields: [
      { name: "type", hint: "feature, business-line or experiment.", initial: "feature" },
      { name: "ice_score", hint: "Impact × confidence × ease, once they are known." },
    ],
  },
  {
    ...PLAIN,
    name: "security",
    prefix: "SEC",
    priority: "P1",
    summary: "A weakness, or protection that is missing.",
    redGreen: true,
    fields: [{ name: "severity", hint: "critical, high, medium or low.", initial: "high" }],
  },
  { ...PLAIN, name: "refactor", prefix: "REF", priority: "P3", summary: "Better structure, same behaviour." },
  { ...PLAIN, name: "quality", prefix: "QUAL", priority: "P3", summary: "Lint, types, duplication, dead code." },
  { ...PLAIN, name: "test", prefix: "TEST", priority: "P2", summary: "Tests that are missing, weak or unreliable." },
  { ...PLAIN, name: "performance", prefix: "PERF", priority: "P2", summary: "Too slow or too large.", redGreen: true },
  { ...PLAIN, name: "docs", prefix: "DOCS", priority: "P3", summary: "Documentation for users or developers." },
  { ...PLAIN, name: "chore", prefix: "CHORE", priority: "P3", summary: "Upkeep: dependencies, tools, settings." },
];

/** The kind of a name; a backlog's own kinds win over the built-in ones. */
export function kindOf(name: string, extraKinds: readonly Kind[] = []): Kind | undefined {
  return extraKinds.find((kind) => kind.name === name) ?? KINDS.find((kind) => kind.name === name);
}

/** Names of all kinds, for a hint. */
export function kindNames(extraKinds: readonly Kind[] = []): readonly string[] {
  return [...new Set([...KINDS, ...extraKinds].map(({ name }) => name))];
}
