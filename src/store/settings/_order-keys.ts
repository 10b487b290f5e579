import type { Group } from "./shape.ts";

const MINUTE_MS = 60_000;

export const orders = {
  is: "group",
  about: "How a ticket is taken, worked on and merged.",
  readBy: "orders",
  keys: {
    base: {
      is: "text",
      about: "Branch that work begins from and is merged into; the main checkout's branch when absent.",
    },
    branch: {
      is: "text",
      default: "feat/wo-{order}",
      about: "Name of an order's branch; `{order}` and `{ticket}` stand for the ids.",
    },
    integrate: {
      is: "text",
      default: "merge",
      values: ["merge", "rebase"],
      about: "How work comes onto its base: a merge commit, or its commits put on top.",
    },
    push: {
      is: "flag",
      default: false,
      about: "The merged base is pushed to the remote that decides about claims, in the same push as the claim.",
    },
    split: {
      is: "text",
      default: "propose",
      values: ["propose", "auto"],
      about:
        "What `docket run` does with the next ticket when it is too large: with `auto` it splits it and goes on with its slices, from effort 8 on it asks a person; with `propose` it does neither.",
    },
    requireEpic: { is: "flag", default: false, about: "Only tickets of an epic may be taken." },
    requireApproval: { is: "flag", default: false, about: "A person approves a ticket before it may be taken." },
    maxAttempts: { is: "integer", default: 3, min: 1, about: "Failed attempts before a ticket is blocked." },
    maxFailedVerifies: {
      is: "integer",
      default: 5,
      min: 1,
      about: "Failed proofs before an attempt counts as failed.",
    },
    maxFiles: { is: "integer", default: 50, min: 1, about: "Most files one order may change." },
    maxLines: { is: "integer", default: 2000, min: 1, about: "Most lines one order may add and remove." },
    proofIgnores: {
      is: "texts",
      default: ["*.md", "LICENSE*"],
      about:
        "Globs of files on which no proof depends: when a base moved in these alone, nothing is run again to merge.",
    },
    checkLimitMs: {
      is: "integer",
      default: 10 * MINUTE_MS,
      min: 1000,
      about: "How long one command of a proof may run, in milliseconds.",
    },
    retentionDays: {
      is: "integer",
      default: 14,
      min: 0,
      about: "How long private logs and patches of ended orders are kept.",
    },
    setUp: {
      is: "group",
      about: "What a fresh worktree needs before work can begin.",
      keys: {
        copy: {
          is: "texts",
          default: [".env", ".env.local"],
          about: "Ignored files copied from the main checkout, where they are there.",
        },
        link: {
          is: "texts",
          default: ["node_modules", ".venv"],
          about: "Ignored folders linked to the main checkout's, where they are there.",
        },
        commands: { is: "texts", default: [], about: "Commands run in the new worktree." },
        limitMs: {
          is: "integer",
          default: 10 * MINUTE_MS,
          min: 1000,
          about: "How long one of them may run, in milliseconds.",
        },
      },
    },
    ports: {
      is: "group",
      about: "A block of network ports for each order, given as DOCKET_PORT.",
      keys: {
        first: { is: "integer", default: 42_000, min: 1024, max: 65_000, about: "First port of the first block." },
        each: { is: "integer", default: 10, min: 0, max: 1000, about: "Ports of one block; 0: none are given." },
      },
    },
  },
} as const satisfies Group;

export const tests = {
  is: "group",
  about: "How the tests of a change are run and read, for the proof that they failed before it.",
  readBy: "orders",
  keys: {
    command: {
      is: "text",
      about: "Runs the tests and prints a report Docket can read; made from `gates.test` when absent.",
    },
    format: { is: "text", about: "Format of the report; recognised by its text when absent." },
    report: { is: "text", about: "File the command writes its report to; its output when absent." },
    files: {
      is: "texts",
      default: [],
      about: "Globs of test files, their helpers and snapshots; those of the stack when empty.",
    },
  },
} as const satisfies Group;
