import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Look, Seen, Source, SourceSettings } from "../../src/discover/source.ts";
import type { Atom } from "../../src/evidence/atom.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import { programRefused } from "../../src/ports/faults.ts";
import { err, ok } from "../../src/std/result.ts";
import type { Repo } from "../rigs/repo.ts";

/** The system's own programs and none of ours; stubs are put before them. */
export const MACHINE = "/usr/bin:/bin";

export interface Wish extends Partial<SourceSettings> {
  readonly limitMs?: number;
  readonly stop?: AbortSignal;
  /** Commands that a person agreed to; none unless told. */
  readonly agreed?: boolean;
  readonly path?: string;
  readonly since?: Date;
}

/** A look at a repository with the real world, apart from where programs are. */
export function lookAt(repo: Repo, wish: Wish = {}): Look & { readonly asked: readonly string[] } {
  const { limitMs = 60_000, stop, agreed = false, path = MACHINE, since, ...settings } = wish;
  const world = hostWorld();
  const asked: string[] = [];
  return {
    world: {
      ...world,
      processes: systemProcesses({ ...process.env, PATH: path }),
      environment: { ...world.environment, variables: { ...world.environment.variables, PATH: path } },
    },
    root: repo.path,
    settings: { include: [], exclude: [], ...settings },
    limitMs,
    stop: stop ?? new AbortController().signal,
    mayRun: (command) => {
      asked.push(command);
      return agreed ? ok(undefined) : err(programRefused({ program: command, reason: "nobody agreed to it" }));
    },
    progress: () => undefined,
    asked,
    ...(since === undefined ? {} : { since }),
  };
}

/** A program of ours on the machine: a shell script in a folder that `PATH` may name. */
export function stub(repo: Repo, name: string, script: string): string {
  const folder = repo.temp.at("stubs");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  repo.write(`../stubs/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `${folder}:${MACHINE}`;
}

/** Puts programs of this project into the repository's node_modules, as an install would, and has git ignore them. */
export function install(repo: Repo, ...programs: readonly string[]): void {
  mkdirSync(join(repo.path, "node_modules/.bin"), { recursive: true });
  for (const name of programs)
    symlinkSync(join(import.meta.dirname, "../../node_modules/.bin", name), join(repo.path, "node_modules/.bin", name));
  repo.write(".gitignore", "node_modules\n");
}

/** A report that a tool printed, as a path. */
export const sample = (name: string): string => join(import.meta.dirname, "../../src/findings/problems/samples", name);

/** What a source saw; throws when it could not look. */
export async function seen(source: Source, look: Look): Promise<Seen> {
  const answer = await source.collect(look);
  if (!answer.ok) throw new Error(`${answer.fault.code}: ${answer.fault.message}`);
  return answer.value;
}

/** Rule and subject of each sighting. */
export const identities = ({ sightings }: Seen): readonly string[] =>
  sightings.map(({ identity }) => `${identity.rule} ${identity.subject}`);

/** A sighting as the ledger would keep it. */
export function atomOf(sighting: Seen["sightings"][number] | undefined): Atom {
  if (sighting === undefined) throw new Error("nothing was seen");
  return {
    ...sighting,
    id: "x-1",
    firstSeen: "2026-01-01T00:00:00Z",
    lastSeen: "2026-01-01T00:00:00Z",
    run: "r",
  } as Atom;
}
