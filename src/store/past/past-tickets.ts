import { ok, type Result } from "../../std/result.ts";
import type { Planned, Problem } from "../../ticket/model.ts";
import { summarise } from "../../ticket/summary.ts";
import { decodePlanned, decodeSummary, encodeSummary, isBrokenLine, samePlan } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { EPICS_FILE, isEmptyRegistry } from "../epics-file.ts";
import type { Epic } from "../settings/epics.ts";
import { eachBlob } from "./blob-lots.ts";
import { type PastCommit, pastCommits } from "./commits.ts";

/** A ticket as it once was; `broken` where its file could not be read. */
export type PastTicket = Planned & { readonly broken?: Problem | undefined };

/** One commit after which something that plan looks at was different. */
export interface PastStep {
  readonly at: number;
  /** By path; nothing where the file went. */
  readonly changes: ReadonlyMap<string, PastTicket | undefined>;
  /** The epic registry, where it changed. */
  readonly epics?: readonly Epic[];
}

export interface Past {
  /** The oldest first. Where the replay begins later than the history, the first one holds all that was there then. */
  readonly steps: readonly PastStep[];
  readonly commits: number;
  readonly olderCommits: number;
  readonly strayClocks: number;
  /** Versions of tickets that cannot be read, or whose content this clone does not have. */
  readonly unreadable: number;
  readonly isShallow: boolean;
}

/** Reads what all tickets once were, from a time on, out of the commits of the backlog. */
export async function readPast(backlog: Backlog, since: number): Promise<Result<Past>> {
  const found = await pastCommits(backlog);
  if (!found.ok) return found;
  const { commits: all, ...more } = found.value;
  const commits = beginningAt(all, since);
  const { progress } = backlog.world;
  const steps: PastStep[] = [];
  const versions = versionReader();
  for (let from = 0; from < commits.length; ) {
    const to = lotEnd(commits, from);
    const some = commits.slice(from, to);
    const read = await readLot(backlog, some);
    if (!read.ok) return read;
    for (const commit of some) {
      const step = await stepOf(commit, read.value, versions.versionOf);
      if (step !== undefined) steps.push(step);
    }
    from = to;
    progress.step("reading tickets as they were", to, commits.length);
  }
  progress.end("reading tickets as they were");
  return ok({ ...more, steps, commits: all.length, unreadable: versions.unreadable() });
}

/** All that lies before a time becomes one first commit. */
function beginningAt(commits: readonly PastCommit[], since: number): readonly PastCommit[] {
  const first = commits.findIndex(({ at }) => at >= since);
  const before = commits.slice(0, first === -1 ? commits.length : first);
  const last = before.at(-1);
  if (last === undefined) return commits;
  const blobs = new Map<string, string | undefined>();
  for (const one of before) for (const [path, blob] of one.blobs) blobs.set(path, blob);
  return [{ at: last.at, blobs }, ...commits.slice(before.length)];
}

const VERSIONS_A_LOT = 500;

/** Some commits ahead at a time, so that few calls to git read many files. */
function lotEnd(commits: readonly PastCommit[], from: number): number {
  let [to, versions] = [from, 0];
  while (to < commits.length && (to === from || versions < VERSIONS_A_LOT)) {
    versions += commits[to]?.blobs.size ?? 0;
    to += 1;
  }
  return to;
}

/** What is kept of the contents of a few commits: lines of tickets, and texts of the registry. */
interface Lot {
  /** By path and blob. */
  readonly lines: ReadonlyMap<string, string>;
  readonly registries: ReadonlyMap<string, string>;
}

const keyOf = (path: string, blob: string): string => `${blob} ${path}`;

async function readLot(backlog: Backlog, commits: readonly PastCommit[]): Promise<Result<Lot>> {
  const paths = new Map<string, Set<string>>();
  for (const { blobs } of commits) {
    for (const [path, blob] of blobs) if (blob !== undefined) paths.set(blob, (paths.get(blob) ?? new Set()).add(path));
  }
  const lines = new Map<string, string>();
  const registries = new Map<string, string>();
  const read = await eachBlob(backlog, [...paths.keys()], (blob, bytes) => {
    for (const path of paths.get(blob) ?? []) {
      if (path === EPICS_FILE) registries.set(blob, new TextDecoder().decode(bytes));
      // As a line of its own, a ticket does not hold on to the text of its whole file.
      else if (isTicket(path)) lines.set(keyOf(path, blob), encodeSummary(summarise(path, bytes)));
    }
  });
  return read.ok ? ok({ lines, registries }) : read;
}

/** As in a folder: files under tickets/ and in its subfolders, none that is hidden. */
const isTicket = (path: string): boolean => /^tickets\/(?:[^./]+\/)?[^./][^/]*\.md$/.test(path);

/** What a file was after a commit; `same` where plan sees no difference. */
type VersionOf = (path: string, line: string | undefined) => PastTicket | "same" | undefined;

/** Tells versions of one file apart by what plan looks at. */
function versionReader(): { readonly versionOf: VersionOf; readonly unreadable: () => number } {
  const known = new Map<string, string>();
  let unreadable = 0;
  const versionOf: VersionOf = (path, line) => {
    const before = known.get(path);
    if (line === undefined) known.delete(path);
    else known.set(path, line);
    if (line === undefined) return undefined;
    if (isBrokenLine(line)) unreadable += 1;
    if (before !== undefined && samePlan(before, line)) return "same";
    return isBrokenLine(line) ? { ...decodePlanned(line), broken: decodeSummary(line).broken } : decodePlanned(line);
  };
  return { versionOf, unreadable: () => unreadable };
}

const NO_BYTES = new Uint8Array();

async function stepOf({ at, blobs }: PastCommit, lot: Lot, versionOf: VersionOf): Promise<PastStep | undefined> {
  const changes = new Map<string, PastTicket | undefined>();
  for (const [path, blob] of blobs) {
    if (!isTicket(path)) continue;
    // A version that this clone does not have counts as one that cannot be read.
    const missing = (): string => encodeSummary(summarise(path, NO_BYTES));
    const line = blob === undefined ? undefined : (lot.lines.get(keyOf(path, blob)) ?? missing());
    const version = versionOf(path, line);
    if (version !== "same") changes.set(path, version);
  }
  const registry = blobs.has(EPICS_FILE) ? (lot.registries.get(blobs.get(EPICS_FILE) ?? "") ?? "") : undefined;
  if (registry === undefined) return changes.size === 0 ? undefined : { at, changes };
  return { at, changes, epics: await epicsIn(registry) };
}

/** The YAML library is loaded only for a registry with something in it. */
async function epicsIn(text: string): Promise<readonly Epic[]> {
  if (isEmptyRegistry(text)) return [];
  const { readEpics } = await import("../settings/epics.ts");
  return readEpics(text).epics;
}
