import type { Group } from "./shape.ts";

export const checks = {
  is: "group",
  about: "What a ticket needs before it is ready, and how large it may be.",
  readBy: "plan",
  keys: {
    requiredSections: {
      is: "texts",
      default: ["Context", "Description", "Acceptance Criteria", "Test Strategy", "Affected Files", "Dependencies"],
      about: "Sections that must be there and filled in.",
    },
    minAcceptanceCriteria: { is: "integer", default: 3, min: 1, about: "Fewest acceptance criteria." },
    requireTestStrategy: { is: "flag", default: true, about: "A test strategy is needed." },
    requireAffectedFiles: { is: "flag", default: true, about: "A list of affected files is needed." },
    requireDependencyCheck: { is: "flag", default: true, about: "Dependencies must exist and be acknowledged." },
    requireVerificationCommands: { is: "flag", default: true, about: "A command that shows the result is needed." },
    requireSingleResponsibility: {
      is: "flag",
      default: true,
      about: "All affected files must lie under one common path; else the ticket should be split.",
    },
    maxEffort: {
      is: "integer",
      default: 5,
      min: 1,
      about: "Most effort one ticket may have before it should be split.",
      readBy: "planning",
    },
    maxAffectedFiles: { is: "integer", default: 5, min: 1, about: "Most files one ticket may touch." },
    maxEstimatedTokens: {
      is: "integer",
      default: 100_000,
      min: 10_000,
      about: "Most tokens one ticket may be estimated at.",
    },
    staleDays: {
      is: "integer",
      default: 30,
      min: 1,
      about: "Days after which a ticket in work that nobody touched is stale.",
    },
  },
} as const satisfies Group;

export const wip = {
  is: "group",
  about: "How many tickets may be worked on at once; `docket waves` keeps to it.",
  readBy: "planning",
  keys: {
    label: {
      is: "map",
      about: "Most at once with a label, by label.",
      of: { is: "integer", default: 1, min: 1, about: "Most at once." },
    },
    epic: { is: "integer", min: 1, about: "Most at once of any one epic." },
    agent: { is: "integer", min: 1, about: "Most at once for any one kind of agent." },
  },
} as const satisfies Group;

export const gates = {
  is: "group",
  about: "Commands that prove a change, run by Docket in the order's worktree. An absent one is not run.",
  readBy: "orders",
  keys: {
    test: { is: "text", about: "Runs all tests." },
    lint: { is: "text", about: "Checks style." },
    types: { is: "text", about: "Checks types." },
    build: { is: "text", about: "Builds the program." },
    health: { is: "text", about: "Shows that what was built comes up." },
    ci: { is: "text", about: "What CI runs; run again on the merged result before it lands." },
  },
} as const satisfies Group;

export const rules = {
  is: "group",
  about: "The project's own rules for code.",
  readBy: "orders",
  keys: {
    source: { is: "text", about: "File with the rules in words, given to agents and reviewers." },
    hard: { is: "texts", default: [], about: "Rules that stop a change." },
    soft: { is: "texts", default: [], about: "Rules that only warn." },
  },
} as const satisfies Group;

export const protectedFiles = {
  is: "group",
  about: "What an order may not change, because it defines the proof itself.",
  readBy: "orders",
  keys: {
    files: {
      is: "texts",
      default: [
        "docket/docket.yaml",
        "docket/dod/**",
        ".github/workflows/**",
        ".gitlab-ci.yml",
        ".ci/**",
        "**/vitest.config.*",
        "**/jest.config.*",
        "**/playwright.config.*",
        "**/pytest.ini",
        "**/tox.ini",
      ],
      about: "Globs from the repository's root.",
    },
    packageScripts: { is: "flag", default: true, about: "The `scripts` in package.json are protected too." },
  },
} as const satisfies Group;

export const worktrees = {
  is: "group",
  about: "Isolated checkouts for work orders.",
  readBy: "orders",
  keys: {
    place: {
      is: "text",
      default: ".worktrees",
      about: "Folder for them, from the main checkout's root; may lead outside (`../worktrees`).",
    },
  },
} as const satisfies Group;

export const claims = {
  is: "group",
  about: "The right to work on a ticket: one holder at a time.",
  readBy: "orders",
  keys: {
    remote: {
      is: "text",
      default: "none",
      pattern: "[A-Za-z0-9_][A-Za-z0-9._-]*",
      about: "Remote that decides who holds what, such as `origin`; `none`: claims are for this clone alone.",
    },
    refs: {
      is: "text",
      default: "docket",
      values: ["docket", "heads"],
      about:
        "Where the remote keeps claims: `refs/docket/claims/`, or branches `docket-claims/` for a host that takes nothing else.",
    },
    leaseMs: {
      is: "integer",
      default: 3_600_000,
      min: 60_000,
      max: 2_678_400_000,
      about: "How long a claim lasts without a sign of life, in milliseconds.",
    },
  },
} as const satisfies Group;

export const ledgers = {
  is: "group",
  about: "Ledgers of `backlog_repo` in YAML. Where one is named it is the ledger itself, not a copy.",
  readBy: "store",
  keys: {
    actions: { is: "text", about: "File with people's decisions about exported tickets, from the repository's root." },
    atoms: { is: "text", about: "File with how far each atom has come, from the repository's root." },
  },
} as const satisfies Group;
