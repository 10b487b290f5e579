import type { Atom } from "./atom.ts";
import type { Severity } from "./sighting.ts";
import { sourceRow } from "./sources.ts";

/** Along what evidence can be broad, with the fact of an atom that tells it. */
export const DIMENSIONS = [
  { dimension: "runs", fact: "run" },
  { dimension: "missions", fact: "mission" },
  { dimension: "targets", fact: "target" },
  { dimension: "repo_inputs", fact: "repo_input" },
  { dimension: "agents", fact: "agent" },
  { dimension: "personas", fact: "persona" },
] as const;

export type Dimension = (typeof DIMENSIONS)[number]["dimension"];

/** In how many different runs, missions … something was seen. */
export type Breadth = Readonly<Record<Dimension, number>>;

/** The breadth that keeps something back when it is missing. */
const BREADTH_GATES = {
  insufficient_run_breadth_for_non_high_severity: { severities: ["low", "medium"], dimension: "runs", least: 2 },
  insufficient_model_breadth_for_low_severity: { severities: ["low"], dimension: "agents", least: 2 },
} as const satisfies Readonly<Record<string, { severities: readonly Severity[]; dimension: Dimension; least: number }>>;

export type BreadthRisk = keyof typeof BREADTH_GATES;

/** Counts how broadly facts were seen. A fact that names no run was seen in the run that found it. */
export function breadthOf(atoms: readonly Pick<Atom, "run" | "facts">[]): Breadth {
  const count = (fact: string): number => different(atoms.map(({ facts }) => facts?.[fact] ?? ""));
  return {
    runs: different(atoms.map(({ run, facts }) => facts?.run ?? run)),
    missions: count("mission"),
    targets: count("target"),
    repo_inputs: count("repo_input"),
    agents: count("agent"),
    personas: count("persona"),
  };
}

const different = (values: readonly string[]): number => new Set(values.filter((value) => value !== "")).size;

/** What is too narrow to become work at this severity. */
export function breadthRisks(severity: Severity, breadth: Breadth): readonly BreadthRisk[] {
  return RISKS.filter((risk) => {
    const { severities, dimension, least } = BREADTH_GATES[risk];
    return severities.some((one) => one === severity) && breadth[dimension] < least;
  });
}

const RISKS: readonly BreadthRisk[] = [
  "insufficient_run_breadth_for_non_high_severity",
  "insufficient_model_breadth_for_low_severity",
];

/**
 * Why facts of a source wait for more of their sort; undefined when they need not. What a compiler, a test or a person says is true
 * the first time; what one agent met in one run may be an accident.
 */
export function heldByBreadth(source: string, severity: Severity, atoms: readonly Atom[]): string | undefined {
  if (!sourceRow(source).gated) return undefined;
  const breadth = breadthOf(atoms);
  const risks = breadthRisks(severity, breadth).map((risk) => {
    const { dimension, least } = BREADTH_GATES[risk];
    return `${breadth[dimension]} of ${least} ${dimension}`;
  });
  return risks.length === 0 ? undefined : `seen too narrowly for severity ${severity}: ${risks.join(", ")}`;
}
