import { join } from "node:path";
import { sourceUnknown } from "../../discover/faults.ts";
import { filesAway } from "../../discover/files-away.ts";
import { runSources } from "../../discover/run-sources.ts";
import type { Outcome, Source, SourceSettings } from "../../discover/source.ts";
import type { LoadSource } from "../../discover/table.ts";
import type { Atom } from "../../evidence/atom.ts";
import { nearest } from "../../std/nearest.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { loadFacts } from "../../store/evidence/facts.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { seenOrders } from "../../work/seen-orders.ts";
import { commandGuard } from "../../work/trust.ts";
import type { Desk } from "../_change-ticket.ts";
import { checkoutNeeded } from "../faults.ts";

export interface LookWish {
  /** Every source there is. */
  readonly table: Readonly<Record<string, LoadSource>>;
  /** Names of sources; all that are not turned off when empty. */
  readonly source: readonly string[];
  readonly since?: Date;
}

/** The sources that were asked, and what they said. */
export interface Looked {
  readonly sources: ReadonlyMap<string, Source>;
  readonly outcomes: readonly Outcome[];
  /** Files that a sparse checkout leaves out. */
  readonly away: readonly string[];
}

/** Lets the sources look at the main checkout. Writes nothing. */
export async function lookAround(desk: Desk, wish: LookWish): Promise<Result<Looked>> {
  const { home, world } = desk.backlog;
  const root = home.root === home.gitFolder ? undefined : world.files.realPath(home.root);
  if (root === undefined) return err(checkoutNeeded({ verb: "discover" }));
  const chosen = await chosenSources(desk.settings, wish);
  if (!chosen.ok) return chosen;
  const { discover } = desk.settings;
  const work = "looking";
  let ended = 0;
  const outcomes = await runSources({
    world,
    root,
    sources: chosen.value,
    cores: world.environment.cores,
    limitMs: discover.limitMs,
    settingsOf: (name) => sourceSettings(desk.settings, name),
    cacheFolderOf: (name) => join(home.privateFolder, "cache", "discover", name),
    knownOf: knownFacts(desk),
    orders: async () => ok(seenOrders(desk.backlog)),
    mayRun: commandGuard(desk),
    progress: (name, done, total) => world.progress.step(`looking (${name})`, done, total),
    ended: (name) => {
      world.progress.end(`looking (${name})`);
      ended += 1;
      world.progress.step(work, ended, chosen.value.length);
    },
    ...(wish.since === undefined ? {} : { since: wish.since }),
  });
  world.progress.end(work);
  const away = home.gitFolder === undefined ? [] : await filesAway({ world, root });
  return ok({ sources: new Map(chosen.value.map((source) => [source.name, source])), outcomes, away });
}

/** Read when the first source asks. A ledger that cannot be read is said by whoever writes to it. */
function knownFacts(desk: Desk): (source: string) => readonly Atom[] {
  let facts: ReturnType<typeof loadFacts> | undefined;
  return (name) => {
    facts ??= loadFacts(desk);
    return facts.ok ? facts.value.atoms.filter(({ source, gone }) => source === name && gone === undefined) : [];
  };
}

/** A source that is named is asked even where the settings turn it off. */
async function chosenSources(
  settings: Settings,
  { table, source: names }: LookWish,
): Promise<Result<readonly Source[]>> {
  const known = Object.keys(table);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) return err(sourceUnknown({ name: wrong, nearest: nearest(wrong, known), known }));
  const wanted =
    names.length > 0 ? known.filter((name) => names.includes(name)) : known.filter((name) => !isOff(settings, name));
  return ok(await Promise.all(wanted.flatMap((name) => table[name]?.() ?? [])));
}

const isOff = ({ discover }: Settings, name: string): boolean => discover.sources[name]?.off === true;

/** What the file says of a source. Tests are run as orders run them unless it says otherwise. */
function sourceSettings({ discover, gates, tests }: Settings, name: string): SourceSettings {
  const {
    command,
    report,
    repository,
    threshold,
    include = [],
    exclude = [],
    labels = [],
  } = discover.sources[name] ?? {};
  const [byCommand, byReport] = name === "tests" ? [tests.command ?? gates.test, tests.report] : [];
  const runs = command ?? byCommand;
  const file = report ?? (command === undefined ? byReport : undefined);
  return {
    include,
    exclude,
    labels,
    ...(threshold === undefined ? {} : { threshold }),
    ...(repository === undefined || repository === "" ? {} : { repository }),
    ...(runs === undefined || runs === "" ? {} : { command: runs }),
    ...(file === undefined || file === "" ? {} : { report: file }),
  };
}
