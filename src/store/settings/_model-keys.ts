import type { Group } from "./shape.ts";

const MINUTE_MS = 60_000;

const phases = "For each phase of the work.";

const tokens = {
  is: "group",
  about: "How many tokens one call may take.",
  keys: {
    maxInput: {
      is: "group",
      about: `Tokens that go in. ${phases}`,
      keys: {
        classify: { is: "integer", default: 4000, min: 1, about: "Sorting a ticket into a class." },
        draft: { is: "integer", default: 8000, min: 1, about: "Writing a ticket." },
        implement: { is: "integer", default: 32_000, min: 1, about: "Writing code." },
        review: { is: "integer", default: 16_000, min: 1, about: "Reviewing a change." },
        refine: { is: "integer", default: 12_000, min: 1, about: "Refining a ticket." },
      },
    },
    maxOutput: {
      is: "group",
      about: `Tokens that come out. ${phases}`,
      keys: {
        classify: { is: "integer", default: 1000, min: 1, about: "Sorting a ticket into a class." },
        draft: { is: "integer", default: 4000, min: 1, about: "Writing a ticket." },
        implement: { is: "integer", default: 16_000, min: 1, about: "Writing code." },
        review: { is: "integer", default: 4000, min: 1, about: "Reviewing a change." },
        refine: { is: "integer", default: 8000, min: 1, about: "Refining a ticket." },
      },
    },
    whenTooLong: {
      is: "text",
      default: "summarize",
      values: ["summarize", "truncate-oldest", "rag-augment"],
      about: "What happens to a conversation that does not fit.",
    },
  },
} as const satisfies Group;

const cache = {
  is: "group",
  about: "Answers and prompts that need not be paid for twice.",
  keys: {
    prompts: { is: "flag", default: true, about: "Use the provider's cache for the stable start of a prompt." },
    stablePrefixMinTokens: { is: "integer", default: 2048, min: 1024, about: "Shortest start worth caching." },
    responses: {
      is: "group",
      about: "The same question gives the same answer.",
      keys: {
        enabled: { is: "flag", default: true, about: "Whether it is used.", readBy: "asking" },
        ttlSeconds: {
          is: "integer",
          default: 3600,
          min: 1,
          about: "How long an answer is good.",
          readBy: "asking",
        },
        store: { is: "text", default: "redis", values: ["redis", "s3", "local"], about: "Where answers are kept." },
      },
    },
    similar: {
      is: "group",
      about: "A similar question gives the same answer.",
      keys: {
        enabled: { is: "flag", default: false, about: "Whether it is used." },
        store: { is: "text", default: "qdrant", about: "Where vectors are kept." },
        threshold: { is: "number", default: 0.88, min: 0, max: 1, about: "How similar is similar enough." },
      },
    },
    warnBelowHitRate: { is: "number", default: 0.8, min: 0, max: 1, about: "Hit rate below which we warn." },
    sessionMaxWaves: { is: "integer", default: 5, min: 1, about: "Waves before an agent's session starts afresh." },
  },
} as const satisfies Group;

const batch = {
  is: "group",
  about: "Cheaper calls whose answers may come later.",
  keys: {
    enabled: { is: "flag", default: true, about: "Whether batches are used." },
    forceWhenQueueOver: { is: "integer", default: 25, min: 1, about: "Queue length from which all goes by batch." },
    maxConcurrentJobs: { is: "integer", default: 10, min: 1, about: "Batches under way at once." },
    maxRetries: { is: "integer", default: 3, min: 0, about: "Tries after a failure that may pass." },
    backoffMultiplier: { is: "number", default: 2, min: 1, about: "Growth of the wait between tries." },
    reviews: { is: "flag", default: true, about: "Reviews may go by batch." },
    reviewTimeoutSeconds: {
      is: "integer",
      default: 300,
      min: 1,
      about: "Wait for a review before it is called directly.",
    },
    reviewIntervalSeconds: { is: "integer", default: 30, min: 1, about: "Time between two looks for the answer." },
  },
} as const satisfies Group;

const retrieval = {
  is: "group",
  about: "Pieces of code found for a prompt.",
  keys: {
    enabled: { is: "flag", default: false, about: "Whether embeddings are used." },
    embeddingModel: { is: "text", default: "text-embedding-3-small", about: "Model that makes the vectors." },
    store: { is: "text", default: "local-faiss", about: "Where vectors are kept." },
    chunkTokens: { is: "integer", default: 512, min: 1, about: "Size of a piece." },
    topK: { is: "integer", default: 10, min: 1, about: "Pieces that go into a prompt." },
  },
} as const satisfies Group;

export const models = {
  is: "group",
  about:
    "Language models: which ones, how much, and what to keep. Work names aliases (free, cheap, balanced, frontier), never models.",
  readBy: "models",
  keys: {
    command: {
      is: "text",
      about:
        "Command that is asked where a model may help: it reads a question from its input and prints the answer, both JSON. Run only after `docket trust`; nobody is asked when absent.",
      readBy: "asking",
    },
    limitMs: {
      is: "integer",
      default: MINUTE_MS,
      min: 1000,
      max: 60 * MINUTE_MS,
      about: "How long it may take for one answer, in milliseconds.",
      readBy: "asking",
    },
    reads: {
      is: "text",
      default: "nothing",
      values: ["nothing", "checkout"],
      about:
        "What lies in the folder it runs in: `nothing`, or a copy of the files that git has in the checkout. The folder is thrown away.",
      readBy: "asking",
    },
    improveDrafts: {
      is: "flag",
      default: false,
      about: "`docket draft` asks it each time, as with `--improve`.",
      readBy: "asking",
    },
    merges: {
      is: "text",
      default: "off",
      values: ["off", "propose", "merge"],
      about:
        "What becomes of findings that it takes for the same where the formulas are not sure: nothing is asked, a proposal, or one ticket.",
      readBy: "asking",
    },
    registry: {
      is: "group",
      about: "The list that says which models stand behind an alias.",
      keys: {
        source: { is: "text", default: ".backlog-ops/model-registry.json", about: "File of the list." },
        refreshCommand: { is: "text", about: "Command that renews the list; Docket's own when absent." },
        strict: { is: "flag", default: true, about: "A model that is not in the list is refused." },
      },
    },
    gateway: {
      is: "group",
      about: "A gateway that speaks for several providers.",
      keys: {
        enabled: { is: "flag", default: false, about: "Calls go through the gateway." },
        baseUrl: { is: "text", default: "http://localhost:8000", about: "Its address." },
        apiKeyEnv: { is: "text", default: "LITELLM_MASTER_KEY", about: "Variable that holds its key." },
        requireEscalationReason: { is: "flag", default: true, about: "A dearer model needs a reason." },
      },
    },
    routing: {
      is: "group",
      about: "Alias for each phase of the work.",
      keys: {
        classify: { is: "text", default: "cheap", about: "Sorting a ticket into a class." },
        draft: { is: "text", default: "cheap", about: "Writing a ticket." },
        plan: { is: "text", default: "free", about: "Planning." },
        implement: { is: "text", default: "balanced", about: "Writing code." },
        review: { is: "text", default: "cheap", about: "Reviewing a change." },
        escalation: { is: "text", default: "frontier", about: "When the first choice did not pass." },
        maxEscalationsPerTicket: { is: "integer", default: 1, min: 0, about: "How often that may happen." },
      },
    },
    tokens,
    cache,
    batch,
    retrieval,
  },
} as const satisfies Group;
