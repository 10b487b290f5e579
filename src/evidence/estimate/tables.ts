/** Points, and the words that give them. Tables are read from the top; the first row with a word in the text counts. */
export interface PointsRow {
  readonly points: number;
  readonly words: readonly string[];
}

/** A kind of ticket, and the words that tell it. */
export interface KindRow {
  readonly kind: string;
  readonly words: readonly string[];
}

export const KIND_TABLE: readonly KindRow[] = [
  {
    kind: "security",
    words: ["security", "vulnerability", "auth", "authentication", "authorization", "authorisation", "oauth"],
  },
  { kind: "bug", words: ["bug", "fix", "error"] },
  { kind: "test", words: ["test"] },
  { kind: "performance", words: ["performance", "optimize", "optimise"] },
  { kind: "refactor", words: ["refactor", "cleanup", "clean up"] },
  { kind: "docs", words: ["doc", "document", "documentation", "readme"] },
];

export const IMPACT_TABLE: readonly PointsRow[] = [
  {
    points: 8,
    words: [
      ...["security", "vulnerability", "critical", "urgent", "blocking", "crash", "memory leak", "performance"],
      ...["authentication"],
    ],
  },
  { points: 5, words: ["bug", "error", "fix", "improvement", "optimization", "optimisation"] },
];
export const OTHER_IMPACT = 3;

export const EFFORT_TABLE: readonly PointsRow[] = [
  { points: 8, words: ["refactor", "rewrite", "architecture", "migration", "integration"] },
  { points: 5, words: ["implement", "add", "create", "build", "develop"] },
];
export const OTHER_EFFORT = 2;

export const TEST_IMPACT_TABLE: readonly PointsRow[] = [
  {
    points: 13,
    words: ["security", "auth", "authentication", "authorization", "authorisation", "permission", "injection"],
  },
  { points: 8, words: ["connection", "database", "network", "timeout", "crash", "exception", "error"] },
  { points: 5, words: ["assertion", "expected", "mismatch"] },
];
export const OTHER_TEST_IMPACT = 3;

export const TEST_EFFORT_TABLE: readonly PointsRow[] = [
  { points: 8, words: ["integration", "migration", "deadlock", "race", "flaky", "concurrent", "concurrency"] },
  { points: 5, words: ["connection", "database", "network", "timeout", "crash", "exception"] },
];
export const OTHER_TEST_EFFORT = 2;

export const VULNERABILITY_TABLE: readonly PointsRow[] = [
  {
    points: 13,
    words: [
      ...["rce", "remote code execution", "arbitrary code", "code execution", "code injection"],
      ...["sqli", "sql injection", "command injection", "deserialization", "deserialisation"],
    ],
  },
  {
    points: 8,
    words: [
      ...["xss", "cross site scripting", "csrf", "cross site request", "auth bypass", "authentication bypass"],
      ...["authorization bypass", "privilege", "traversal"],
    ],
  },
  {
    points: 5,
    words: [
      ...["dos", "redos", "denial of service", "resource exhaustion", "disclosure", "exposure", "leak"],
      ...["memory", "out of bounds", "overflow"],
    ],
  },
];
export const OTHER_VULNERABILITY_IMPACT = 8;

/** How hard it is to get rid of a vulnerable package. */
export const VULNERABILITY_EFFORT = { noFix: 8, breaking: 5, simple: 2 } as const;

/** A weakness in the code itself: how much it matters, and how much work it is. */
export interface WeaknessRow {
  readonly impact: number;
  readonly effort: number;
  readonly words: readonly string[];
}

/** A secret in the tree: no words are needed. */
export const SECRET = { impact: 13, effort: 3 } as const;

export const WEAKNESS_TABLE: readonly WeaknessRow[] = [
  { impact: 13, effort: 8, words: ["injection", "deserialization", "deserialisation", "eval"] },
  {
    impact: 13,
    effort: 3,
    words: ["secret", "password", "token", "credential", "api key", "private key", "access key"],
  },
  { impact: 8, effort: 5, words: ["crypto", "cipher", "md5", "sha1", "des", "ecb", "weak hash", "random"] },
];
export const OTHER_WEAKNESS = { impact: 8, effort: 5 } as const;

export const REVIEW_EFFORT_TABLE: readonly PointsRow[] = [
  { points: 8, words: ["refactor", "rewrite", "redesign", "restructure", "rearchitect"] },
  { points: 5, words: ["implement", "add", "create", "extract", "split", "support"] },
  { points: 3, words: ["fix", "change", "update", "handle", "improve", "remove", "replace", "move"] },
  { points: 1, words: ["rename", "typo", "spelling", "format", "indent", "whitespace", "wording"] },
];

/** Without such a word the length says something: longer than so many characters, so many points. */
export const REVIEW_LENGTHS = [
  { over: 200, points: 5 },
  { over: 100, points: 3 },
] as const;
export const OTHER_REVIEW_EFFORT = 2;
