import { resolve } from "node:path";
import type { Atom } from "../../evidence/atom.ts";
import type { OtherEntry } from "../../evidence/backlog-repo/other-entry.ts";
import { type Cluster, clusterList } from "../../evidence/cluster-list.ts";
import { isIgnored } from "../../evidence/ignored.ts";
import { readList } from "../../evidence/read-list.ts";
import { byBadness } from "../../plan/from-evidence/severity.ts";
import type { World } from "../../ports/world.ts";
import { parseJson } from "../../std/json.ts";
import { ok, type Result } from "../../std/result.ts";
import { type Backlog, openBacklog } from "../../store/backlog.ts";
import { loadFacts } from "../../store/evidence/facts.ts";
import type { Facts } from "../../store/evidence/facts-decision.ts";
import { readLooks } from "../../store/evidence/looks.ts";
import { MAX_STATE_BYTES } from "../../store/limits.ts";
import { findTicket } from "../../store/read/find-ticket.ts";
import { loadSettings } from "../../store/settings-cache.ts";
import type { Instant } from "../../ticket/model.ts";
import { now } from "../_change-ticket.ts";
import type { Call } from "../op.ts";
import { mayJudgeMerges } from "../route/_is-model-set.ts";
import { clusterFacts, type FactCluster } from "./_cluster.ts";
import { type CoverageReport, coverageReport } from "./_coverage.ts";
import { findFact, findOther } from "./_find-fact.ts";
import type { NearFacts } from "./_near-facts.ts";
import { type OtherFact, otherFacts } from "./_others.ts";

export interface ReadWish {
  readonly action: "list" | "show" | "coverage" | "cluster";
  readonly names: readonly string[];
  readonly source?: readonly string[] | undefined;
  readonly ticket?: string | undefined;
  readonly state: "open" | "gone" | "ignored" | "held" | "all";
  readonly limit: number;
  readonly file?: string | undefined;
  readonly threshold?: number | undefined;
}

export interface FactList {
  readonly facts: readonly Atom[];
  readonly total: number;
  /** Entries that other tools keep in the YAML ledger, where there is one; shown, never made tickets of. */
  readonly others?: readonly OtherFact[];
  readonly othersTotal?: number;
  /** Lines of the ledger that could not be read; docket doctor names them. */
  readonly unreadable: number;
  /** When each source last looked at everything. */
  readonly looks: Readonly<Record<string, Instant>>;
}

export type FactsAnswer =
  | { readonly clusters: readonly Cluster[] }
  | FactList
  | CoverageReport
  | { readonly fact: Atom }
  | { readonly other: OtherEntry }
  | ({ readonly clusters: readonly FactCluster[] } & Partial<NearFacts>);

/** Answers a question about facts. Writes nothing (I2). */
export async function readFacts(world: World, call: Call, wish: ReadWish): Promise<Result<FactsAnswer>> {
  if (wish.action === "cluster" && wish.file !== undefined)
    return clusterFile(world, call, { ...wish, file: wish.file });
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const settings = await loadSettings(backlog.value);
  if (!settings.ok) return settings;
  const facts = loadFacts({ backlog: backlog.value, settings: settings.value });
  if (!facts.ok) return facts;
  const { atoms, bad, others } = facts.value;
  switch (wish.action) {
    case "show": {
      const name = wish.names[0] ?? "";
      const other = findOther(facts.value, name);
      if (other !== undefined) return ok({ other });
      const fact = findFact(atoms, name);
      return fact.ok ? ok({ fact: fact.value }) : fact;
    }
    case "coverage":
      return ok(
        coverageReport(atoms, {
          now: now(world),
          others: otherFacts(backlog.value, others, { source: [], state: "open" }),
        }),
      );
    case "cluster": {
      const open = atoms.filter((atom) => isOpenFact(atom, now(world)));
      const clusters = clusterFacts(open, wish.threshold);
      const shown = { clusters: clusters.slice(0, wish.limit) };
      if (!mayJudgeMerges(settings.value)) return ok(shown);
      const { nearFacts } = await import("./_near-facts.ts");
      const near = await nearFacts({ backlog: backlog.value, settings: settings.value }, open, clusters);
      return ok({ ...shown, ...near });
    }
    case "list": {
      const chosen = chosenFacts(backlog.value, facts.value, wish);
      if (!chosen.ok) return chosen;
      const [own, foreign] = [chosen.value.facts, chosen.value.others];
      const { looks } = readLooks(backlog.value);
      return ok({
        facts: own.slice(0, wish.limit),
        total: own.length,
        ...(others.length === 0
          ? {}
          : { others: foreign.slice(0, Math.max(0, wish.limit - own.length)), othersTotal: foreign.length }),
        unreadable: bad.length,
        looks: Object.fromEntries([...looks].map(([source, { at }]) => [source, at])),
      });
    }
  }
}

/** Clusters a list of pull requests or issues that some program printed; no backlog is needed. */
function clusterFile(
  world: World,
  call: Call,
  { file, threshold, limit }: ReadWish & { readonly file: string },
): Result<{ readonly clusters: readonly Cluster[] }> {
  const read = world.files.read(resolve(call.cwd, file), MAX_STATE_BYTES);
  if (!read.ok) return read;
  const list = readList(parseJson(new TextDecoder().decode(read.value)));
  return list.ok ? ok({ clusters: clusterList(list.value, threshold).slice(0, limit) }) : list;
}

interface ChosenFacts {
  readonly facts: readonly Atom[];
  readonly others: readonly OtherFact[];
}

function chosenFacts(backlog: Backlog, { atoms, others }: Facts, wish: ReadWish): Result<ChosenFacts> {
  const { source = [], ticket, state } = wish;
  const found = ticket === undefined || ticket === "none" ? undefined : findTicket(backlog, ticket);
  if (found !== undefined && !found.ok) return found;
  const at = now(backlog.world);
  const fits = (atom: Atom): boolean => {
    if (source.length > 0 && !source.includes(atom.source)) return false;
    if (ticket === "none" && atom.ticket !== undefined) return false;
    if (found !== undefined && atom.ticket !== found.value.id) return false;
    return STATES[state](atom, at);
  };
  return ok({
    facts: atoms.filter(fits).toSorted((a, b) => byBadness(a.severity, b.severity) || (a.id < b.id ? -1 : 1)),
    others: otherFacts(backlog, others, { source, state, ticket: found === undefined ? ticket : found.value.id }),
  });
}

const isOpenFact = (atom: Atom, at: Instant): boolean => atom.gone === undefined && !isIgnored(atom, at);

const STATES: Readonly<Record<ReadWish["state"], (atom: Atom, at: Instant) => boolean>> = {
  open: isOpenFact,
  gone: ({ gone }) => gone !== undefined,
  ignored: isIgnored,
  held: (atom, at) => atom.held !== undefined && isOpenFact(atom, at),
  all: () => true,
};
