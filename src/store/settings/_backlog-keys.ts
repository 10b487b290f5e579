import type { Group, MapOf, Shape } from "./shape.ts";

/** Settings of the backlog itself: where it lives and what tickets look like. */
export const backlogKeys = {
  version: {
    is: "integer",
    default: 1,
    min: 1,
    max: 1,
    about: "Version of this file's format.",
    readBy: "store",
  },
  home: {
    is: "text",
    default: "branch",
    values: ["branch", "tree"],
    about: "`branch` keeps the backlog on a branch of its own, `tree` in the working tree beside the code.",
    readBy: "store",
  },
  ids: {
    is: "text",
    default: "random",
    values: ["random", "sequential"],
    about: "`random` ids never collide between clones; `sequential` ones (FEAT-001) are shorter to say.",
    readBy: "tickets",
  },
  epics: { is: "text", default: "epics.yaml", about: "File of the epic registry.", readBy: "tickets" },
  dod: {
    is: "text",
    default: "DOD-DEFAULT",
    about: "Definition of Done for tickets that name none.",
    readBy: "orders",
  },
} as const satisfies Readonly<Record<string, Shape>>;

export const project = {
  is: "group",
  about: "What this project is. Detected by `docket init`.",
  readBy: "plan",
  keys: {
    name: { is: "text", about: "Name of the project; the folder's name when absent." },
    stack: {
      is: "text",
      default: "generic",
      about: "Main language or platform: typescript, javascript, python, go, rust, swift or any other word.",
    },
    testRunner: { is: "text", about: "Program that runs the tests, where the commands do not tell." },
    linter: { is: "text", about: "Program that checks style, where the commands do not tell." },
    typeChecker: { is: "text", about: "Program that checks types, where the commands do not tell." },
  },
} as const satisfies Group;

export const kinds = {
  is: "map",
  about: "Kinds of tickets beside the built-in ones, by name.",
  readBy: "tickets",
  of: {
    is: "group",
    about: "One kind.",
    keys: {
      prefix: {
        is: "text",
        required: true,
        pattern: "[A-Z][A-Z0-9]{0,9}",
        about: "Prefix of the ids: capital letters.",
      },
      priority: { is: "text", default: "P2", values: ["P0", "P1", "P2", "P3"], about: "Priority of a new ticket." },
      redGreen: { is: "flag", default: false, about: "A test that fails first is needed as proof." },
      sections: { is: "texts", default: [], about: "Sections beside the usual ones, in order." },
      fields: {
        is: "map",
        about: "Extra frontmatter fields, by name.",
        of: {
          is: "group",
          about: "One field.",
          keys: {
            type: {
              is: "text",
              default: "text",
              values: ["text", "integer", "number", "flag", "texts"],
              about: "What it holds.",
            },
            values: { is: "texts", default: [], about: "The only values allowed; empty: any." },
            min: { is: "number", about: "Smallest number allowed." },
            max: { is: "number", about: "Largest number allowed." },
          },
        },
      },
    },
  },
} as const satisfies MapOf;

export const lock = {
  is: "group",
  about: "Waiting for other writers.",
  readBy: "store",
  keys: {
    waitMs: {
      is: "integer",
      default: 10_000,
      min: 0,
      max: 600_000,
      about:
        "How long a writer waits for one other before it gives up, in milliseconds; twelve times that where many take turns.",
    },
  },
} as const satisfies Group;
