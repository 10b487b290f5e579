import type { Seen, Source } from "../../src/discover/source.ts";
import type { LoadSource } from "../../src/discover/table.ts";
import type { Sighting } from "../../src/evidence/sighting.ts";
import type { Fault } from "../../src/std/fault.ts";
import { err, ok } from "../../src/std/result.ts";

/** What a scripted source shows at its next look; change it between runs. */
export interface Script {
  sightings: readonly Sighting[];
  isWhole: boolean;
  fault?: Fault;
  skips?: string;
}

/** A source that shows what it is told to. Its groups are rules in files, like those of a linter. */
export function scriptedSource(name: string, script: Script): Source {
  return {
    name,
    summary: "Shows what a test says.",
    applies: async () => (script.skips === undefined ? { applies: true } : { applies: false, why: script.skips }),
    collect: async () => {
      if (script.fault !== undefined) return err(script.fault);
      return ok({ sightings: script.sightings, isWhole: script.isWhole, findings: [] } satisfies Seen);
    },
    group: (atom) => `${atom.identity.rule} ${atom.place?.path ?? ""}`,
    advise: (atoms) => ({
      title: `Mend ${atoms[0]?.identity.rule} in ${atoms[0]?.place?.path}`,
      kind: "quality",
      context: "A rule is broken.",
      description: "The rule holds.",
      criteria: ["The rule holds everywhere (check: lint)"],
      testNotes: "Run the linter.",
      scope: [...new Set(atoms.flatMap(({ place }) => (place === undefined ? [] : [place.path])))],
      verify: ["lint"],
    }),
  };
}

/** A table of sources as the program has one. */
export const tableOf = (...sources: readonly Source[]): Readonly<Record<string, LoadSource>> =>
  Object.fromEntries(sources.map((source) => [source.name, async () => source]));

/** A fact of the source `scripted`. */
export function fact(rule: string, subject: string, more: Partial<Sighting> = {}): Sighting {
  return {
    source: "scripted",
    identity: { rule, subject },
    message: `${subject} breaks ${rule}`,
    severity: "medium",
    place: { path: "src/a.ts", line: 1 },
    ...more,
  };
}
