import type { Group } from "./shape.ts";

export const rank = {
  is: "group",
  about: "Weights of the order in which tickets are worked on; docs/ranking.md has the formula.",
  readBy: "ranking",
  keys: {
    timeCriticality: {
      is: "number",
      default: 2,
      min: 0,
      max: 13,
      about: "Time criticality of a ticket that names none.",
    },
    riskReduction: { is: "number", default: 3, min: 0, max: 13, about: "Risk reduction of a ticket that names none." },
    agingPerDay: {
      is: "number",
      default: 0.1,
      min: 0,
      max: 10,
      about: "What each whole day since a ticket was written adds to its factor of age, which begins at 1.",
    },
    agingMax: { is: "number", default: 2, min: 1, max: 100, about: "Where the factor of age ends." },
    due: {
      is: "number",
      default: 1,
      min: 0,
      max: 10,
      about: "Factor of the points that a due day adds as it comes near; 0 leaves due days out.",
    },
    unblock: {
      is: "number",
      default: 0.5,
      min: 0,
      max: 1,
      about: "Part of a waiting ticket's cost of delay that flows back to what it waits for.",
    },
    mediumConfidence: {
      is: "number",
      default: 0.85,
      min: 0.01,
      max: 1,
      about: "What the value of a ticket with `confidence: medium` counts.",
    },
    lowConfidence: {
      is: "number",
      default: 0.7,
      min: 0.01,
      max: 1,
      about: "The same for `confidence: low`, and where impact or effort is missing; never more than medium.",
    },
    learnFrom: {
      is: "integer",
      default: 5,
      min: 0,
      max: 10_000,
      about:
        "Done tickets of a kind after which what they took counts for half of its correction of effort; 0 corrects nothing.",
    },
  },
} as const satisfies Group;
