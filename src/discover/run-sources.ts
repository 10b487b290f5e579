import type { Atom } from "../evidence/atom.ts";
import { err, ok, type Result } from "../std/result.ts";
import { sourceBroke, sourceTimedOut } from "./faults.ts";
import { MAX_SOURCES_AT_ONCE, STOP_GRACE_MS } from "./limits.ts";
import type { Look, Outcome, Seen, Source, SourceSettings } from "./source.ts";

/** Which sources look, at what, and for how long. */
export interface Looking extends Pick<Look, "world" | "root" | "since" | "limitMs" | "mayRun" | "orders"> {
  readonly sources: readonly Source[];
  settingsOf(source: string): SourceSettings;
  /** A private folder for each source. */
  cacheFolderOf(source: string): string;
  /** What is known of each source. */
  readonly knownOf?: (source: string) => readonly Atom[];
  /** Processors of this machine. */
  readonly cores: number;
  /** Told when a source has come to its end, whichever it is. */
  readonly ended: (source: string) => void;
  readonly progress: (source: string, done: number, total: number) => void;
}

/**
 * Lets sources look side by side. Each ends by itself, at its time limit, or with a fault; whichever it is, it is an outcome of
 * its own, and the others go on. Outcomes come in the order of the sources.
 */
export async function runSources(looking: Looking): Promise<readonly Outcome[]> {
  const outcomes = new Map<Source, Outcome>();
  const waiting = [...looking.sources];
  const worker = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      outcomes.set(source, await askSource(source, looking));
      looking.ended(source.name);
    }
  };
  const side = Math.max(1, Math.min(looking.cores, MAX_SOURCES_AT_ONCE, looking.sources.length));
  await Promise.all(Array.from({ length: side }, worker));
  return looking.sources.flatMap((source) => outcomes.get(source) ?? []);
}

async function askSource(source: Source, looking: Looking): Promise<Outcome> {
  const { clock } = looking.world;
  const began = clock.monotonic();
  const { name } = source;
  const over = new AbortController();
  const stop = new AbortController();
  const asked = collected(source, lookOf(source, looking, stop.signal));
  const seen = await Promise.race([asked, timeIsUp(source, looking, { over, stop })]);
  over.abort();
  const durationMs = clock.monotonic() - began;
  if (!seen.ok) return { source: name, fault: seen.fault, durationMs };
  return "skipped" in seen.value ? { source: name, ...seen.value } : { source: name, seen: seen.value, durationMs };
}

function lookOf(source: Source, looking: Looking, stop: AbortSignal): Look {
  const { world, root, since, limitMs, mayRun, orders, progress, settingsOf, cacheFolderOf, knownOf } = looking;
  return {
    world,
    root,
    limitMs,
    mayRun,
    stop,
    cacheFolder: cacheFolderOf(source.name),
    settings: settingsOf(source.name),
    progress: (done, total) => progress(source.name, done, total),
    ...(since === undefined ? {} : { since }),
    ...(orders === undefined ? {} : { orders }),
    ...(knownOf === undefined ? {} : { known: () => knownOf(source.name) }),
  };
}

/** A source that throws has a bug; that is no reason to lose what the others saw. */
async function collected(source: Source, look: Look): Promise<Result<Seen | { readonly skipped: string }>> {
  const [asked] = await Promise.allSettled([looked(source, look)]);
  if (asked.status === "fulfilled") return asked.value;
  const reason = asked.reason instanceof Error ? asked.reason.message : String(asked.reason);
  return err(sourceBroke({ source: source.name, reason }));
}

async function looked(source: Source, look: Look): Promise<Result<Seen | { readonly skipped: string }>> {
  const applies = await source.applies(look);
  return applies.applies ? source.collect(look) : ok({ skipped: applies.why });
}

interface Ends {
  /** The source has answered. */
  readonly over: AbortController;
  /** It has to come to its end. */
  readonly stop: AbortController;
}

async function timeIsUp(source: Source, { world, limitMs }: Looking, { over, stop }: Ends): Promise<Result<never>> {
  await world.clock.sleep(limitMs, over.signal);
  stop.abort();
  await world.clock.sleep(STOP_GRACE_MS, over.signal);
  return err(sourceTimedOut({ source: source.name, limitMs }));
}
