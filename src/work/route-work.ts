import { plannedFiles } from "../plan/planned-files.ts";
import { type AgentChoice, chooseAgent } from "../plan/route/choose-agent.ts";
import { type Complexity, complexityOf, type Judgement, tierOf } from "../plan/route/complexity.ts";
import { prefixOf } from "../store/numbers.ts";
import type { Settings } from "../store/settings/schema.ts";
import type { Ticket } from "../ticket/model.ts";

export interface RoutedWork {
  readonly agent: AgentChoice;
  readonly complexity: Judgement<Complexity>;
  readonly tier: Judgement<string>;
}

/** Who works on a ticket and with which model, by the rules of the settings alone. */
export function routeWork(ticket: Ticket, settings: Settings): RoutedWork {
  const files = plannedFiles(ticket).map(({ path }) => path);
  const agent = chooseAgent(files, prefixOf(ticket.id), settings.routing);
  const complexity = complexityOf(ticket);
  return { agent, complexity, tier: tierFor(ticket, { complexity: complexity.value, agent: agent.agent }, settings) };
}

interface Worker {
  readonly complexity: Complexity;
  readonly agent: string;
}

/** The alias of the model for a kind of agent at a ticket. */
export function tierFor(
  ticket: Ticket,
  { complexity, agent }: Worker,
  { models, routing }: Settings,
): Judgement<string> {
  return tierOf(ticket, complexity, { ...models.routing, ofAgent: routing.agents[agent]?.tier });
}
