import { isRecord, readLine } from "../../model/answer-shape.ts";
import { askModel, type Question } from "../../model/ask-model.ts";
import { plannedFiles, sectionBody } from "../../plan/planned-files.ts";
import { type AgentChoice, alongside, chosenOtherwise, knownAgents } from "../../plan/route/choose-agent.ts";
import type { Fault } from "../../std/fault.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { prefixOf } from "../../store/numbers.ts";
import type { Ticket } from "../../ticket/model.ts";
import type { Ruled } from "../../work/workshop.ts";
import { openModel } from "./_ask-model.ts";

export interface RoutedAgent extends AgentChoice {
  /** Only where somebody was asked: who, and what the rules alone say. */
  readonly asked?: { readonly by: string; readonly kept: boolean; readonly byRules: string };
  /** Why an answer is missing; then the rules decided. */
  readonly fault?: Fault;
}

interface Chosen {
  readonly agent: string;
  readonly reason: string;
}

/** Lets the model of the settings choose another of the known agents. Without one, and whatever goes wrong, the rules decide. */
export async function overrideAgent(shop: Ruled, ticket: Ticket, choice: AgentChoice): Promise<RoutedAgent> {
  const { settings } = shop;
  if (!settings.routing.modelOverride) return choice;
  const asking = await openModel(shop);
  if (!asking.ok) return { ...choice, fault: asking.fault };
  const asked = await askModel(asking.value, questionAbout(ticket, choice, knownAgents(settings.routing)));
  if (!asked.ok) return { ...choice, fault: asked.fault };
  const { answer, by, kept } = asked.value;
  const { agent, reason } = answer;
  const byRules = choice.agent;
  const also = alongside(agent, prefixOf(ticket.id), settings.routing);
  return { ...chosenOtherwise(choice, { agent, reason: `${by}: ${reason}` }, also), asked: { by, kept, byRules } };
}

const MAX_TOLD = 4000;
const MAX_FILES_TOLD = 50;
const MAX_REASON = 200;

function questionAbout(ticket: Ticket, choice: AgentChoice, agents: readonly string[]): Question<Chosen> {
  const { agent, votes, reason } = choice;
  return {
    task: "choose-agent",
    instructions:
      "Say which kind of agent should work on this ticket. `known.choice` is what the rules say by the names of the files: keep to it unless the ticket is plainly about something else. Name one of `known.agents`, and the reason in one sentence.",
    answer: { agent: "backend", reason: "why" },
    known: { agents, choice: { agent, votes, reason }, kind: ticket.kind, priority: ticket.priority },
    outside: {
      title: ticket.title,
      description: sectionBody(ticket, "Description").slice(0, MAX_TOLD),
      files: plannedFiles(ticket)
        .slice(0, MAX_FILES_TOLD)
        .map(({ path }) => path),
    },
    read: (value) => readChosen(value, agents),
  };
}

function readChosen(value: unknown, agents: readonly string[]): Result<Chosen, string> {
  const { agent, reason } = isRecord(value) ? value : {};
  const known = agents.find((one) => one === agent);
  if (known === undefined) return err("agent: it is none of the known ones");
  const said = readLine(reason, MAX_REASON);
  return "line" in said ? ok({ agent: known, reason: said.line }) : err(`reason: ${said.wrong}`);
}
