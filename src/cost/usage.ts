/** What one finished piece of work used: the one form in which it is kept and learned from. */
export interface UsageEntry {
  readonly ticket: string;
  readonly kind: string;
  readonly complexity: string;
  readonly model: string;
  readonly filesModified: number;
  readonly filesCreated: number;
  readonly testsAdded: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  readonly reviewRounds: number;
  readonly passedFirstTry: boolean;
  /** What was estimated before the work began; absent where nobody did. */
  readonly estimatedTokens?: number;
  /** When it ended, UTC. */
  readonly at: string;
}

type Numbers = { readonly [K in keyof UsageEntry as UsageEntry[K] extends number | undefined ? K : never]: number };

/** The numbers that every entry has. */
const COUNTS: readonly (keyof Numbers)[] = [
  "filesModified",
  "filesCreated",
  "testsAdded",
  "inputTokens",
  "outputTokens",
  "costUsd",
  "reviewRounds",
];
const TEXTS = ["ticket", "kind", "complexity", "model", "at"] as const;

/** Reads an entry out of data; undefined when it is none, so that one bad line never spoils the averages. */
export function readUsage(value: unknown): UsageEntry | undefined {
  if (!isUsage(value)) return undefined;
  const { estimatedTokens } = value;
  return estimatedTokens === undefined || isCount(estimatedTokens) ? value : undefined;
}

function isUsage(value: unknown): value is UsageEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry: Readonly<Record<string, unknown>> = { ...value };
  return (
    COUNTS.every((name) => isCount(entry[name])) &&
    TEXTS.every((name) => typeof entry[name] === "string") &&
    typeof entry.passedFirstTry === "boolean"
  );
}

const isCount = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;
