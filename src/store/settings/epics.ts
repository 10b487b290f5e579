import { readShape } from "./_read-shape.ts";
import { type Problem, parseYaml } from "./_yaml.ts";
import type { Group, ValueOf } from "./shape.ts";

/** Epics are E-0007 or E-sign-in: found by this everywhere, also in tickets. */
export const epicIdPattern = "E-[A-Za-z0-9][A-Za-z0-9-]*";

export const epicsSchema = {
  is: "group",
  about: "Epic registry.",
  open: true,
  keys: {
    version: { is: "integer", default: 1, min: 1, about: "Version of this file's format." },
    epics: {
      is: "list",
      about: "Epics in the order of the plan.",
      of: {
        is: "group",
        about: "One epic.",
        open: true,
        keys: {
          id: { is: "text", required: true, pattern: epicIdPattern, about: "`E-` and letters, digits or dashes." },
          title: { is: "text", required: true, about: "What it is about." },
          priority: { is: "text", default: "P2", about: "P0 to P3." },
          status: {
            is: "text",
            default: "active",
            values: ["active", "paused", "done", "pending", "complete"],
            about: "How it stands.",
          },
          description: { is: "text", about: "More about it." },
          queue: { is: "texts", default: [], about: "Tickets in the order they should be done." },
          wo_queue: { is: "texts", default: [], about: "The same under its older name." },
        },
      },
    },
  },
} as const satisfies Group;

/** One epic as the registry holds it. */
export interface Epic {
  readonly id: string;
  readonly title: string;
  readonly priority: string;
  readonly status: string;
  readonly description: string | undefined;
  readonly queue: readonly string[];
  /** Line at which the entry begins. */
  readonly line: number;
}

export interface EpicsReading {
  readonly epics: readonly Epic[];
  readonly problems: readonly Problem[];
}

/** Reads epics.yaml. Never fails; of two epics with one id the first counts. */
export function readEpics(text: string): EpicsReading {
  const { value, problems } = readShape(epicsSchema, parseYaml(text));
  // readShape gives exactly what the schema describes.
  const entries = (value as ValueOf<typeof epicsSchema>).epics;
  const seen = new Map<string, number>();
  const twice: Problem[] = [];
  const epics = entries.flatMap(({ wo_queue, ...epic }) => {
    const first = seen.get(epic.id);
    if (first !== undefined) {
      twice.push(duplicate(epic.id, { line: epic.line, first }));
      return [];
    }
    seen.set(epic.id, epic.line);
    return [{ ...epic, queue: [...epic.queue, ...wo_queue] }];
  });
  return { epics, problems: [...problems, ...twice] };
}

/** A second entry with the same id. */
export function duplicate(id: string, { line, first }: { readonly line: number; readonly first: number }): Problem {
  return {
    code: "duplicate-entry",
    severity: "error",
    line,
    column: 1,
    message: `${id} is there already, in line ${first}`,
    hint: "give one of the two another id",
  };
}
