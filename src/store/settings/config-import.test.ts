import { expect, test } from "vitest";
import { configLandings } from "./config-import.ts";
import { defaultSettings } from "./defaults.ts";
import { keyPaths } from "./key-paths.ts";
import { settingsSchema } from "./schema.ts";

/**
 * The keys of a `backlog.config.json` as its format documents them, written down a second time by group,
 * with the defaults that are documented: the table is compared with this list, not with itself.
 */
const documented: Readonly<Record<string, unknown>> = {
  version: undefined,
  project: { name: undefined, stack: undefined, testRunner: undefined, linter: undefined, typeChecker: undefined },
  backlog: { dataDir: undefined, templatesDir: undefined, ticketPrefixes: undefined, requiredSections: undefined },
  qualityGates: {
    testCommand: undefined,
    lintCommand: undefined,
    typeCheckCommand: undefined,
    buildCommand: undefined,
    healthCheckCommand: undefined,
  },
  codeRules: { source: undefined, hardGates: undefined, softGates: undefined },
  ticketValidation: {
    requireTestStrategy: undefined,
    requireAffectedFiles: undefined,
    requireDependencyCheck: undefined,
    minAcceptanceCriteria: undefined,
    requireVerificationCommands: undefined,
  },
  agentRouting: {
    "rules[]": { pattern: undefined, agent: undefined, label: undefined },
    overrides: undefined,
    llmOverride: true,
  },
  reviewPipeline: {
    "reviewers[]": { name: undefined, agent: undefined, focus: undefined, required: undefined },
    confidenceThreshold: 80,
    maxReviewRounds: 3,
    frontierReview: {
      enabled: undefined,
      triggerPatterns: ["serialization", "db_schema", "auth", "error_handling", "external_api", "concurrency"],
      skipForComplexity: undefined,
    },
  },
  ticketConstraints: { maxAffectedFiles: 5, maxEstimatedTokens: 100_000, requireSingleResponsibility: true },
  llmOps: {
    registry: { source: ".backlog-ops/model-registry.json", refreshCommand: undefined, strictMode: true },
    gateway: { baseURL: "http://localhost:8000", apiKeyEnv: "LITELLM_MASTER_KEY", requireEscalationReason: true },
    routing: {
      entryModelClassify: "cheap",
      entryModelDraft: "cheap",
      entryModelPlan: "free",
      entryModelImplement: "balanced",
      entryModelReview: "cheap",
      escalationModel: "frontier",
      maxEscalationsPerTicket: 1,
    },
    tokenPolicy: {
      maxInputByPhase: { classify: 4000, draft: 8000, implement: 32_000, review: 16_000, refine: 12_000 },
      maxOutputByPhase: { classify: 1000, draft: 4000, implement: 16_000, review: 4000, refine: 8000 },
      contextWindowStrategy: "summarize",
    },
    cachePolicy: {
      providerPromptCaching: true,
      stablePrefixMinTokens: 2048,
      responseCache: { enabled: true, ttl: 3600, backend: "redis" },
      semanticCache: { enabled: false, backend: "qdrant", threshold: 0.88 },
      warnBelowHitRate: 0.8,
      sessionMaxWaves: 5,
    },
    batchPolicy: {
      enabled: true,
      forceBatchWhenQueueOver: 25,
      maxConcurrentBatchJobs: 10,
      retryPolicy: { maxRetries: 3, backoffMultiplier: 2 },
      reviewBatchEnabled: true,
      reviewBatchTimeoutSec: 300,
      reviewBatchIntervalSec: 30,
    },
    ragPolicy: {
      enabled: false,
      embeddingModel: "text-embedding-3-small",
      store: "local-faiss",
      chunkSize: 512,
      topK: 10,
    },
  },
  sentinel: undefined,
  audit: undefined,
};

function* leaves(value: unknown, path = ""): Generator<[string, unknown]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) yield [path, value];
  else for (const [name, inner] of Object.entries(value)) yield* leaves(inner, path === "" ? name : `${path}.${name}`);
}

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

test("every documented key has a landing, and there is no other", () => {
  expect(Object.keys(configLandings)).toEqual([...leaves(documented)].map(([path]) => path));
});

test("every landing is a place in docket.yaml or a stated reason", () => {
  const places = new Set([...keyPaths(settingsSchema), "kinds", "routing.overrides"]);
  for (const [key, landing] of Object.entries(configLandings)) {
    if ("to" in landing) expect(places, key).toContain(landing.to);
    else expect(landing.drop.length, key).toBeGreaterThan(10);
  }
});

test("no two keys land at the same place", () => {
  const taken = Object.values(configLandings).flatMap((landing) => ("to" in landing ? [landing.to] : []));
  expect(new Set(taken).size).toBe(taken.length);
});

test("a documented default is ours too", () => {
  const settings = defaultSettings();
  for (const [key, value] of leaves(documented)) {
    const landing = configLandings[key];
    if (value !== undefined && landing !== undefined && "to" in landing)
      expect(at(settings, landing.to), key).toEqual(value);
  }
});
