import { readShape } from "./_read-shape.ts";
import { type Problem, parseYaml } from "./_yaml.ts";
import { duplicate } from "./epics.ts";
import type { Group, ValueOf } from "./shape.ts";

/** What a file of dod/ holds. */
export const dodSchema = {
  is: "group",
  about: "Catalog of Definitions of Done.",
  open: true,
  keys: {
    version: { is: "integer", default: 1, min: 1, about: "Version of this file's format." },
    dod: {
      is: "list",
      about: "Entries; tickets name them by id, whatever the file is called.",
      of: {
        is: "group",
        about: "One Definition of Done.",
        open: true,
        keys: {
          id: {
            is: "text",
            required: true,
            pattern: "DOD-[A-Za-z0-9-]+",
            about: "`DOD-` and letters, digits or dashes.",
          },
          title: { is: "text", required: true, about: "What it is for." },
          required_artifacts: {
            is: "texts",
            default: [],
            about: "Files that an attempt must leave in its order's folder.",
          },
          required_checks: {
            is: "list",
            about: "Checks that must pass.",
            of: {
              is: "group",
              about: "One check.",
              open: true,
              keys: {
                name: { is: "text", required: true, about: "Name of the check." },
                commands: {
                  is: "texts",
                  default: [],
                  about: "Commands, run one after the other in the order's worktree.",
                },
              },
            },
          },
          rules: { is: "texts", default: [], about: "Rules in words, for people and reviewers." },
        },
      },
    },
  },
} as const satisfies Group;

/** One Definition of Done. */
export type Dod = ValueOf<typeof dodSchema>["dod"][number];

export interface DodReading {
  readonly entries: readonly Dod[];
  readonly problems: readonly Problem[];
}

/** Reads one file of dod/. Never fails; of two entries with one id the first counts. */
export function readDod(text: string): DodReading {
  const { value, problems } = readShape(dodSchema, parseYaml(text));
  // readShape gives exactly what the schema describes.
  const all = (value as ValueOf<typeof dodSchema>).dod;
  const first = new Map(all.map((entry) => [entry.id, entry.line] as const).toReversed());
  const twice = all.flatMap(({ id, line }) => {
    const before = first.get(id);
    return before === undefined || before === line ? [] : [duplicate(id, { line, first: before })];
  });
  return { entries: all.filter(({ id, line }) => first.get(id) === line), problems: [...problems, ...twice] };
}
