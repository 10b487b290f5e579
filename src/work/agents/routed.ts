import { programOf } from "../../plan/route/choose-agent.ts";
import { ok, type Result } from "../../std/result.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import { requireTrust } from "../may-run.ts";
import { routeWork } from "../route-work.ts";
import type { Workshop } from "../workshop.ts";
import type { Agent, Turn } from "./agent.ts";
import { briefing, checkBriefings } from "./briefing.ts";
import { shellAgent } from "./shell.ts";

interface Routing {
  /** Does all the work; the programs of the settings when absent. */
  readonly program: string | undefined;
  readonly limitMs: number;
}

/**
 * Gives each ticket to the kind of agent that the rules name: its program works, its prompt and the project's rules come before the
 * ticket. What would fail at the first turn (a command that nobody agreed to, a prompt that is not there) is refused before a ticket is taken.
 */
export async function routedAgent(shop: Workshop, { program, limitMs }: Routing): Promise<Result<Agent>> {
  const agreed = program === undefined ? requireTrust(shop) : ok(undefined);
  if (!agreed.ok) return agreed;
  const there = await checkBriefings(shop);
  if (!there.ok) return there;
  return ok({
    name: "routed",
    async work(turn) {
      const routed = routeTurn(shop, turn);
      if (!routed.ok) return routed;
      const { agent, tier } = routed.value;
      const words = await briefing(shop, { agent, base: turn.order.base });
      if (!words.ok) return words;
      const command = program ?? programOf(agent, shop.settings.routing.agents) ?? "";
      const env = { ...turn.env, DOCKET_AGENT_KIND: agent, DOCKET_TIER: tier };
      return shellAgent({ world: shop.backlog.world, command, limitMs }).work({
        ...turn,
        env,
        task: `${words.value}${turn.task}`,
      });
    },
  });
}

function routeTurn(shop: Workshop, { order }: Turn): Result<{ readonly agent: string; readonly tier: string }> {
  const stored = loadTicket(shop.backlog, order.ticket);
  if (!stored.ok) return stored;
  const { agent, tier } = routeWork(stored.value.ticket, shop.settings);
  return ok({ agent: agent.agent, tier: tier.value });
}
