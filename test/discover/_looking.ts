import type { Look, Seen, Source, SourceSettings } from "../../src/discover/source.ts";
import type { Atom } from "../../src/evidence/atom.ts";
import { hostWorld } from "../../src/host/world.ts";
import { ok } from "../../src/std/result.ts";

export interface Wish extends Partial<SourceSettings> {
  readonly world?: Partial<Look["world"]>;
  readonly stop?: AbortSignal;
  readonly since?: Date;
}

/** A look at a folder with the real world, but for what is wished. */
export function lookAt(root: string, { world, stop, since, ...settings }: Wish = {}): Look {
  return {
    root,
    world: { ...hostWorld(), ...world },
    settings: { include: [], exclude: [], ...settings },
    limitMs: 60_000,
    stop: stop ?? new AbortController().signal,
    mayRun: () => ok(undefined),
    progress: () => undefined,
    ...(since === undefined ? {} : { since }),
  };
}

/** What a source saw; throws when it could not look. */
export async function seenBy(source: Source, look: Look): Promise<Seen> {
  const answer = await source.collect(look);
  if (!answer.ok) throw new Error(`${answer.fault.code}: ${answer.fault.message}`);
  return answer.value;
}

/** Sightings as the ledger keeps them. */
export const atomsOf = ({ sightings }: Seen): readonly Atom[] =>
  sightings.map((sighting, at) => {
    const seen = "2026-01-01T00:00:00Z" as Atom["firstSeen"];
    return { ...sighting, id: `x-${at}`, firstSeen: seen, lastSeen: seen, run: "r" };
  });
