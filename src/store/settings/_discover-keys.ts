import type { Dimension } from "../../evidence/breadth.ts";
import { DEFAULT_POLICY, STAGES, SURFACE_KINDS } from "../../evidence/policy.ts";
import type { Group } from "./shape.ts";

const MINUTE_MS = 60_000;

export const discover = {
  is: "group",
  about: "Where problems are looked for, and what becomes of them.",
  readBy: "discovery",
  keys: {
    limitMs: {
      is: "integer",
      default: 5 * MINUTE_MS,
      min: 1000,
      about: "How long one source may look, in milliseconds.",
    },
    maxTickets: {
      is: "integer",
      default: 50,
      min: 0,
      about: "Most new tickets of one run; the rest is held back until the next one.",
    },
    minSeverity: {
      is: "text",
      default: "low",
      values: ["low", "medium", "high", "blocker"],
      about: "Facts that look less bad than this are kept, and get no ticket.",
    },
    whenGone: {
      is: "text",
      default: "propose",
      values: ["propose", "close"],
      about:
        "When nothing of a ticket is seen any more: `propose` tells its thread, `close` closes it with that as its resolution.",
    },
    policy: {
      is: "group",
      about: "What becomes of findings that say what users would notice: docs/evidence.md.",
      keys: {
        surfaceAreaHigh: {
          is: "texts",
          values: SURFACE_KINDS,
          default: DEFAULT_POLICY.surfaceAreaHigh,
          about: "Changes that need broad evidence.",
        },
        breadthMin: {
          is: "group",
          about: "How many different ones they need.",
          keys: {
            runs: breadth("runs", "Runs."),
            missions: breadth("missions", "Missions."),
            targets: breadth("targets", "Targets."),
            repo_inputs: breadth("repo_inputs", "Repositories."),
            agents: breadth("agents", "Agents."),
            personas: breadth("personas", "Personas."),
          },
        },
        narrowStage: {
          is: "text",
          values: STAGES,
          default: DEFAULT_POLICY.narrowStage,
          about: "Where they go without it.",
        },
        labelledStage: {
          is: "text",
          values: STAGES,
          default: DEFAULT_POLICY.labelledStage,
          about: "Where all others go.",
        },
        investigationSteps: {
          is: "texts",
          default: DEFAULT_POLICY.investigationSteps,
          about: "What has to be found out first where breadth is missing.",
        },
      },
    },
    sources: {
      is: "map",
      about: "Settings of single sources, by name.",
      of: {
        is: "group",
        about: "One source.",
        keys: {
          off: { is: "flag", default: false, about: "It is not asked." },
          command: {
            is: "text",
            about: "Prints the report; chosen by what the repository uses when absent. Run only after `docket trust`.",
          },
          report: { is: "text", about: "File that holds the report; the command's output when absent." },
          include: {
            is: "texts",
            default: [],
            about: "Globs of files to look at; the source's own choice when empty.",
          },
          repository: { is: "text", about: "`owner/name` at the forge; that of the remote `origin` when absent." },
          threshold: {
            is: "integer",
            min: 0,
            max: 100,
            about: "Percent below which a gap is one, for sources that measure.",
          },
          labels: { is: "texts", default: [], about: "Only issues with one of these labels; all when empty." },
          exclude: { is: "texts", default: [], about: "Globs of files to pass over." },
        },
      },
    },
  },
} as const satisfies Group;

function breadth(dimension: Dimension, about: string) {
  return { is: "integer", min: 0, default: DEFAULT_POLICY.breadthMin[dimension] ?? 0, about } as const;
}
