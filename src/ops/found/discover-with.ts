import type { AnalyzerConfig } from "../../discover/github-config.ts";
import type { World } from "../../ports/world.ts";
import type { Result } from "../../std/result.ts";
import { loadFacts, writeFacts } from "../../store/evidence/facts.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { now, openDesk } from "../_change-ticket.ts";
import type { Call } from "../op.ts";
import { mayJudgeMerges } from "../route/_is-model-set.ts";
import { type LookWish, lookAround } from "./_look-around.ts";
import type { Merging } from "./_merging.ts";
import { type Discovered, type Placing, placeFound } from "./place-found.ts";

export interface DiscoverWish extends LookWish {
  /** Most new tickets of this run; what the settings say when absent. */
  readonly limit?: number;
  /** What the configuration of another tool asks for; it goes before the settings. */
  readonly config?: AnalyzerConfig;
}

/** Lets sources look, then settles, decides and writes in one transaction. The sources are passed in, so that a caller may bring its own. */
export async function discoverWith(
  { world, call }: { readonly world: World; readonly call: Call },
  wish: DiscoverWish,
): Promise<Result<Discovered>> {
  const desk = await openDesk(world, call, "discover");
  if (!desk.ok) return desk;
  const settings = taken(desk.value.settings, wish.config);
  const began = now(world);
  const looked = await lookAround({ ...desk.value, settings }, wish);
  if (!looked.ok) return looked;
  const limit = wish.limit ?? settings.discover.maxTickets;
  const placing = { desk: desk.value, looked: looked.value, began, limit, dryRun: call.dryRun };
  const merging = mayJudgeMerges(settings) ? await judged(placing) : undefined;
  return writeFacts(desk.value, (facts) => placeFound({ ...placing, facts, merging }));
}

/** A ledger that cannot be read is told of by whoever writes to it. */
async function judged(placing: Omit<Placing, "facts">): Promise<Merging | undefined> {
  const facts = loadFacts(placing.desk);
  const { judgeFound } = await import("./_merges.ts");
  return facts.ok ? judgeFound({ ...placing, facts: facts.value }) : undefined;
}

/** The settings, with what a configuration says of its two sources and of the repository. */
function taken(settings: Settings, config: AnalyzerConfig | undefined): Settings {
  if (config === undefined) return settings;
  const { discover } = settings;
  const sourceOf = (
    name: "todo" | "github-issues" | "github-reviews",
    off: boolean,
  ): Settings["discover"]["sources"] => ({
    [name]: { ...NO_SETTINGS, ...discover.sources[name], repository: config.repository, off },
  });
  const reviewsOff = discover.sources["github-reviews"]?.off ?? false;
  const sources = {
    ...discover.sources,
    ...sourceOf("todo", !config.sources.todo),
    ...sourceOf("github-issues", !config.sources["github-issues"]),
    ...sourceOf("github-reviews", reviewsOff),
  };
  return { ...settings, discover: { ...discover, sources } };
}

/** A source of which the settings say nothing. */
const NO_SETTINGS = {
  off: false,
  command: undefined,
  report: undefined,
  include: [],
  repository: undefined,
  threshold: undefined,
  labels: [],
  exclude: [],
} as const;
