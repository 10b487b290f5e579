import { chooseAgent } from "../plan/route/choose-agent.ts";
import { batchOf, type Candidate, itemOf, wipLimits, workedBy } from "../plan/waves/batch.ts";
import { byNamesOfToday, filesTaken } from "../plan/waves/names-of-today.ts";
import { planWaves } from "../plan/waves/plan-waves.ts";
import { ok } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { prefixOf } from "../store/numbers.ts";
import { storedReader } from "../store/read/read-ticket.ts";
import type { Settings } from "../store/settings/schema.ts";
import { loadSettings } from "../store/settings-cache.ts";
import { type Judged, judgedTickets } from "../work/ready-tickets.ts";
import { FILTERS, filterOf, matches } from "./_filter.ts";
import { namesOfToday } from "./code/_names-of-today.ts";
import { op } from "./op.ts";

/** Plans what can be worked on at the same time, wave by wave. */
export const wavesOp = op({
  name: "waves",
  summary: "Plan what can be worked on at the same time",
  about:
    "Open tickets in waves: what stands in one wave is in nobody's way there. Files, globs, dependencies, declared conflicts and limits on work in progress keep tickets apart. What is being worked on stands in the first wave.",
  examples: ["docket waves", "docket waves --slots 5 --label auth --json"],
  group: "plan",
  effect: "read",
  input: {
    slots: { type: "integer", default: 3, min: 1, max: 1000, describe: "Most tickets in one wave.", word: "N" },
    ...FILTERS,
    limit: {
      type: "integer",
      default: 10,
      min: 0,
      max: 1_000_000,
      short: "n",
      describe: "At most this many waves.",
      word: "N",
    },
  },
  async run(world, call, given) {
    const opened = await openBacklog(world, call.cwd);
    if (!opened.ok) return opened;
    const backlog = opened.value;
    const settings = await loadSettings(backlog);
    if (!settings.ok) return settings;
    const filter = filterOf(given);
    const states = ["ready", "blocked", "active", "parked"] as const;
    const { judged, problems } = await judgedTickets(backlog, states, (summary) => matches(summary, filter));
    const agents = new Map<string, string>();
    const readTicket = storedReader(backlog);
    const read = judged.map((one, rank) => candidateOf(one, { readTicket, rank }));
    const named = read.flatMap(({ item }) => (item === undefined ? [] : filesTaken(item)));
    const nameNow = await namesOfToday(world, call.cwd, named);
    const candidates = read.map((one) => withAgent(one, { settings: settings.value, nameNow, agents }));
    const { items, running, skipped } = batchOf(candidates);
    const wip = wipLimits([...running, ...items], settings.value.wip);
    const plan = planWaves(items, { slots: given.slots, running, wip });
    const titles = new Map(judged.map(({ summary }) => [summary.id, summary]));
    const shown = plan.waves.slice(0, given.limit).map(({ wave, tickets }) => ({
      wave,
      tickets: tickets.map(({ id, why }) => ({ id, ...facts(titles.get(id)), agent: agents.get(id) ?? "", why })),
    }));
    const left = [...skipped, ...plan.skipped].map(({ id, reason }) => ({ id, ...facts(titles.get(id)), reason }));
    return ok({ waves: shown, total: plan.waves.length, skipped: left, problems });
  },
});

const facts = (summary: Judged["summary"] | undefined) => ({
  title: summary?.title ?? "",
  status: summary?.status ?? "",
  priority: summary?.priority ?? "",
});

interface Reading {
  readonly readTicket: ReturnType<typeof storedReader>;
  readonly rank: number;
}

function candidateOf({ summary, verdict }: Judged, { readTicket, rank }: Reading): Candidate {
  const { id } = summary;
  const stored = verdict.state === "parked" ? undefined : readTicket(summary);
  return { id, verdict, item: stored?.ok === true ? itemOf(stored.value.ticket, rank) : undefined };
}

interface Choosing {
  readonly settings: Settings;
  readonly nameNow: (path: string) => string;
  /** Filled with the kind of agent of each ticket. */
  readonly agents: Map<string, string>;
}

function withAgent(one: Candidate, { settings, nameNow, agents }: Choosing): Candidate {
  if (one.item === undefined) return one;
  const item = byNamesOfToday(one.item, nameNow);
  const { agent } = chooseAgent(item.files, prefixOf(one.id), settings.routing);
  agents.set(one.id, agent);
  return { ...one, item: workedBy(item, agent) };
}
