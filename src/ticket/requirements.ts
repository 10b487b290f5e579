/** What a ticket must have before it moves forward. Every entry is a setting; these are the values without one. */
export interface Requirements {
  /** Headings that must be filled before `refined`. */
  readonly requiredSections: readonly string[];
  readonly minAcceptanceCriteria: number;
  readonly requireTestStrategy: boolean;
  /** Either the section Affected Files or `scope.allow`. */
  readonly requireAffectedFiles: boolean;
  /** Either `verify` or a command in the test strategy. */
  readonly requireVerificationCommands: boolean;
  /** Off by default: a ticket without `dod` falls under the project's default one. */
  readonly requireDod: boolean;
  readonly requireDependencyCheck: boolean;
  /** A person's approval before work begins; a ticket can ask for it alone with `needs_approval: true`. */
  readonly requireApproval: boolean;
}

export const DEFAULT_REQUIREMENTS: Requirements = {
  requiredSections: ["Description"],
  minAcceptanceCriteria: 1,
  requireTestStrategy: true,
  requireAffectedFiles: true,
  requireVerificationCommands: true,
  requireDod: false,
  requireDependencyCheck: true,
  requireApproval: false,
};
