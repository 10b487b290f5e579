import { priceOfTier } from "../cost/prices.ts";
import { type Readiness, readiness } from "../plan/readiness.ts";
import { type AgentChoice, programOf } from "../plan/route/choose-agent.ts";
import { nextAction } from "../plan/route/next-action.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { readStored, storedReader } from "../store/read/read-ticket.ts";
import type { Settings } from "../store/settings/schema.ts";
import { loadSettings } from "../store/settings-cache.ts";
import type { Ticket } from "../ticket/model.ts";
import { judgedTickets } from "../work/ready-tickets.ts";
import { routeWork, tierFor } from "../work/route-work.ts";
import type { Ruled } from "../work/workshop.ts";
import { LIMIT } from "./_filter.ts";
import { op } from "./op.ts";
import { estimateTicket } from "./route/_facts-of-size.ts";
import { isModelSet } from "./route/_is-model-set.ts";
import { type LearnedEstimate, learnedEstimate } from "./route/_learned-estimate.ts";
import type { RoutedAgent } from "./route/_override-agent.ts";

/** Says what a ticket needs next, and who and which model should see to it. */
export const routeOp = op({
  name: "route",
  summary: "Say what a ticket needs next, and from whom",
  about:
    "One of nine next actions with what speaks for it, the kind of agent by the files, complexity, model tier and a cost estimate. A ticket that can be worked on comes with its intent packet. Where the settings name a command in models.command, it may choose another of the known agents for a single ticket. Without an id: all open tickets in short.",
  examples: ["docket route", "docket route k3f", "docket route k3f --json"],
  group: "plan",
  effect: "read",
  input: {
    id: { type: "string", position: 0, describe: "Id of the ticket, or a unique beginning of it.", word: "id" },
    limit: LIMIT,
  },
  async run(world, call, given): Promise<Result<Route | RouteList>> {
    const opened = await openBacklog(world, call.cwd);
    if (!opened.ok) return opened;
    const backlog = opened.value;
    const settings = await loadSettings(backlog);
    if (!settings.ok) return settings;
    if (given.id !== undefined) {
      const found = findTicket(backlog, given.id);
      const stored = found.ok ? readStored(backlog, found.value) : found;
      if (!stored.ok) return stored;
      const { ticket } = stored.value;
      const verdict = readiness(allTickets(backlog).summaries, { now: world.clock.now() }).get(ticket.id);
      const route = routeOf(ticket, verdict ?? UNKNOWN, settings.value);
      const agent = await finalAgent({ backlog, settings: settings.value }, ticket, route.agent);
      const { complexity } = route;
      const tier = tierFor(ticket, { complexity: complexity.value, agent: agent.agent }, settings.value);
      const estimate = learnedEstimate(backlog, ticket, priceOfTier(tier.value));
      return ok({ ...route, agent: { ...agent, ...broughtBy(agent.agent, settings.value) }, tier, estimate });
    }
    const { judged, problems } = await judgedTickets(backlog, ["ready", "blocked", "active", "parked"], () => true);
    const read = storedReader(backlog);
    const tickets = judged.slice(0, given.limit).flatMap(({ summary, verdict }) => {
      const stored = read(summary);
      return stored.ok ? [inShort(routeOf(stored.value.ticket, verdict, settings.value))] : [];
    });
    return ok({ tickets, total: judged.length, problems });
  },
});

/** By the rules, and by the model of the settings where there is one. */
async function finalAgent(shop: Ruled, ticket: Ticket, choice: AgentChoice): Promise<RoutedAgent> {
  if (!isModelSet(shop.settings)) return choice;
  const { overrideAgent } = await import("./route/_override-agent.ts");
  return overrideAgent(shop, ticket, choice);
}

interface Brought {
  readonly program?: string;
  readonly prompt?: string;
}

/** What the settings say of a kind of agent beside its tier and its reviewers. */
function broughtBy(agent: string, { routing }: Settings): Brought {
  const program = programOf(agent, routing.agents);
  const prompt = routing.agents[agent]?.prompt;
  return { ...(program === undefined ? {} : { program }), ...(prompt === undefined ? {} : { prompt }) };
}

const UNKNOWN: Readiness = { state: "broken", reasons: [] };

export type Route = Omit<ReturnType<typeof routeOf>, "agent" | "estimate"> & {
  readonly agent: RoutedAgent & Brought;
  readonly estimate: LearnedEstimate;
};

export interface RouteList {
  readonly tickets: readonly ReturnType<typeof inShort>[];
  readonly total: number;
  readonly problems: readonly Finding[];
}

function routeOf(ticket: Ticket, verdict: Readiness, settings: Settings) {
  const { agent, complexity, tier } = routeWork(ticket, settings);
  const { id, title, status, priority } = ticket;
  return {
    ...{ id, title, status, priority },
    ...nextAction(ticket, verdict),
    agent,
    complexity,
    tier,
    estimate: estimateTicket(ticket, priceOfTier(tier.value)),
  };
}

const inShort = ({ id, title, status, priority, action, reason, agent, complexity, tier }: Route) => ({
  ...{ id, title, status, priority, action, reason },
  agent: agent.agent,
  complexity: complexity.value,
  tier: tier.value,
});
