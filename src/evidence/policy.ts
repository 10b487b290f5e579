import { type Breadth, DIMENSIONS, type Dimension } from "./breadth.ts";

/** What a change would touch that its users see. */
export const SURFACE_KINDS = [
  "new_command",
  "new_flag",
  "docs_change",
  "behavior_change",
  "breaking_change",
  "new_top_level_mode",
  "new_config_schema",
  "new_api",
  "unknown",
] as const;
export type SurfaceKind = (typeof SURFACE_KINDS)[number];

/** How far something found has come before it is a ticket. */
export const STAGES = ["triage", "research_required", "ready_for_ticket", "blocked"] as const;
export type Stage = (typeof STAGES)[number];

export interface Policy {
  /** Changes that need broad evidence, because everybody has to live with them. */
  readonly surfaceAreaHigh: readonly string[];
  /** The breadth they need. */
  readonly breadthMin: Readonly<Partial<Record<Dimension, number>>>;
  /** Where they go without it. */
  readonly narrowStage: Stage;
  /** Where all others go once somebody said what they touch. */
  readonly labelledStage: Stage;
  /** What has to be found out first, where breadth is missing. */
  readonly investigationSteps: readonly string[];
}

export const DEFAULT_POLICY: Policy = {
  surfaceAreaHigh: ["new_command", "breaking_change", "new_top_level_mode", "new_config_schema", "new_api"],
  breadthMin: { missions: 2, targets: 2, repo_inputs: 2 },
  narrowStage: "research_required",
  labelledStage: "ready_for_ticket",
  investigationSteps: [
    "Look for the same need in other missions, targets and repositories.",
    "Name the smallest change that meets it without widening what users have to learn.",
    "Say what would show that the change is not needed.",
  ],
};

export interface Staged {
  readonly kinds: readonly SurfaceKind[];
  readonly stage: Stage;
  readonly risks: readonly string[];
  readonly steps: readonly string[];
}

/** Where something found goes next. What nobody labelled goes nowhere; a large change seen narrowly has to be looked into first. */
export function applyPolicy(found: Staged, breadth: Breadth, policy: Policy = DEFAULT_POLICY): Staged {
  const { kinds, stage, risks, steps } = found;
  const isLabelled = kinds.length > 0 && !kinds.includes("unknown");
  if (!isLabelled) return found;
  const isLarge = kinds.some((kind) => policy.surfaceAreaHigh.includes(kind));
  if (isLarge && stage !== "blocked" && isNarrow(breadth, policy))
    return {
      kinds,
      stage: policy.narrowStage,
      risks: [...new Set([...risks, "overfitting_risk"])],
      steps: [...new Set([...steps, ...policy.investigationSteps])],
    };
  return stage === "triage" ? { ...found, stage: policy.labelledStage } : found;
}

const isNarrow = (breadth: Breadth, { breadthMin }: Policy): boolean =>
  DIMENSIONS.some(({ dimension }) => breadth[dimension] < (breadthMin[dimension] ?? 0));
