import type { Group } from "./shape.ts";

export const routing = {
  is: "group",
  about: "Which kind of agent gets a ticket, by the files it touches, and what that brings.",
  readBy: "planning",
  open: true,
  keys: {
    rules: {
      is: "list",
      about: "First rule that matches a file gives one vote; most votes win.",
      of: {
        is: "group",
        about: "One rule.",
        open: true,
        keys: {
          pattern: { is: "text", required: true, about: "Glob of files." },
          agent: { is: "text", required: true, about: "Name of the agent." },
          label: { is: "text", required: true, about: "Word shown to people." },
        },
      },
    },
    overrides: {
      is: "map",
      about: "More agents for tickets with a prefix, such as `SEC`.",
      of: { is: "texts", default: [], about: "Names of agents." },
    },
    agents: {
      is: "map",
      about: "What a kind of agent brings with it, by its name; names of `rules` and of the built-in table.",
      of: {
        is: "group",
        about: "One kind of agent.",
        open: true,
        keys: {
          program: {
            is: "text",
            about:
              "Command that does the work in `docket run`; without one, that of `general-purpose`. `--agent` takes the place of all.",
          },
          prompt: {
            is: "text",
            about: "File of the base, from the repository's root, whose words come before the ticket.",
          },
          tier: {
            is: "text",
            about: "Alias of its model; `models.routing.escalation` stays for what is complex and risky.",
          },
          reviewers: {
            is: "texts",
            default: [],
            about: "Names of agents that take part in what it does; those of `overrides` take their place.",
          },
        },
      },
    },
    modelOverride: {
      is: "flag",
      default: true,
      about: "The command in `models.command` may choose another of the known agents, with a reason.",
      readBy: "asking",
    },
  },
} as const satisfies Group;

export const review = {
  is: "group",
  about: "Independent reviews of a change.",
  readBy: "agents",
  open: true,
  keys: {
    reviewers: {
      is: "list",
      about: "Who reviews; the built-in reviewers when empty.",
      of: {
        is: "group",
        about: "One reviewer.",
        open: true,
        keys: {
          name: { is: "text", required: true, about: "Name of the reviewer." },
          agent: { is: "text", required: true, about: "Agent that reviews." },
          focus: { is: "text", required: true, about: "What to look at." },
          required: { is: "flag", default: true, about: "Serious findings of this reviewer stop the change." },
        },
      },
    },
    confidenceThreshold: {
      is: "integer",
      default: 80,
      min: 0,
      max: 100,
      about: "Findings below this confidence are dropped.",
    },
    maxReviewRounds: { is: "integer", default: 3, min: 1, about: "Rounds before a person is asked." },
    frontier: {
      is: "group",
      about: "A second look by the strongest model at risky changes.",
      open: true,
      keys: {
        enabled: { is: "flag", default: false, about: "Whether it takes place." },
        triggers: {
          is: "texts",
          default: ["serialization", "db_schema", "auth", "error_handling", "external_api", "concurrency"],
          about: "Patterns in a change that call for it.",
        },
        skipForComplexity: { is: "texts", default: [], about: "Complexities that never get it, such as `trivial`." },
      },
    },
  },
} as const satisfies Group;
