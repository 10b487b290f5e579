/** Limits of the YAML files a person writes: settings, epics, Definitions of Done. */
export const limits = {
  /** Longest text that is parsed; a registry of 5,000 epics is a quarter of it. */
  maxYamlCharacters: 1_000_000,
  /** Deepest nesting; the schema's deepest place is 6. */
  maxYamlDepth: 64,
  /** Findings kept for one file. */
  maxProblems: 100,
} as const;
