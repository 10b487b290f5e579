import { resolve } from "node:path";
import { GENERAL, programOf } from "../plan/route/choose-agent.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Agent } from "../work/agents/agent.ts";
import { rehearsedAgent } from "../work/agents/rehearsed.ts";
import { routedAgent } from "../work/agents/routed.ts";
import { AGENT_LIMIT_MS, MAX_CANDIDATES, MAX_PARALLEL } from "../work/limits.ts";
import { listTakeable, type Takeable } from "../work/plan-take.ts";
import { type RunReport, runOrders } from "../work/run-orders.ts";
import type { Workshop } from "../work/workshop.ts";
import { agentNotNamed } from "./faults.ts";
import { type Call, op } from "./op.ts";
import { checkNamedEpic } from "./orders/_named-epic.ts";
import { openWorkshop } from "./orders/_workshop.ts";
import { type SplitInRun, splitNext, wouldSplit } from "./split/_in-run.ts";

const REHEARSED = "rehearsed:";

export interface RunAnswer extends RunReport {
  /** What a dry run would work on. */
  readonly planned: readonly Takeable[];
  /** Tickets that were too large, where the settings say that a run splits them. */
  readonly split?: readonly SplitInRun[];
}

/** Works tickets off. */
export const runOp = op({
  name: "run",
  summary: "Work ready tickets off: take, let an agent work, prove, merge",
  about:
    "For each ready ticket, in the order of docket ready: takes it, lets the agent edit files in its checkout, commits, proves, finishes and merges. What the proof finds goes back to the agent. With split: auto in the settings a ticket that is too large is split first, and its slices are worked off. A run that was killed goes on when docket run is called again.\n\nThe agent is any command: it runs in the checkout and reads the ticket from its input. Without --agent it is the program that docket.yaml gives to the kind of agent that docket route names. rehearsed:FILE plays a script of edits, for demos and tests.",
  examples: [
    'docket run --once --agent "my-agent --quiet"',
    "docket run --once --agent rehearsed:demo.json --parallel 3",
  ],
  group: "work",
  effect: "run",
  input: {
    once: { type: "boolean", describe: "Stop when nothing more is ready (as long as that is the only way)." },
    agent: {
      type: "string",
      describe: "The command that does the work, or rehearsed:FILE; by the settings when absent.",
      word: "command",
    },
    max_items: {
      type: "integer",
      default: 100,
      min: 1,
      max: 10_000,
      describe: "At most this many tickets.",
      word: "N",
    },
    parallel: { type: "integer", default: 1, min: 1, max: MAX_PARALLEL, describe: "Orders side by side.", word: "N" },
    epic: { type: "string", describe: "Only tickets of this epic.", word: "id" },
    label: { type: "string", describe: "Only tickets with this label.", word: "name" },
  },
  async run(world, call, given): Promise<Result<RunAnswer>> {
    const opened = await openWorkshop(world, call, "run");
    if (!opened.ok) return opened;
    const shop = opened.value;
    const named = await checkNamedEpic(shop.backlog, given.epic);
    if (!named.ok) return named;
    const filter = { epic: given.epic ?? null, label: given.label ?? null };
    const splits = shop.settings.orders.split === "auto";
    const ahead = { ...filter, ahead: given.parallel };
    if (call.dryRun) {
      const large = splits ? await wouldSplit(shop, ahead) : undefined;
      if (large?.ok === false) return large;
      const { tickets } = await listTakeable(shop, { ...filter, limit: MAX_CANDIDATES });
      const isLarge = (id: string): boolean => large?.value.some(({ ticket }) => ticket === id) === true;
      const planned = tickets.filter(({ takeable, id }) => takeable && !isLarge(id)).slice(0, given.max_items);
      return ok({
        planned,
        orders: [],
        resumed: 0,
        stopped: [],
        ...(large === undefined ? {} : { split: large.value }),
      });
    }
    const agent = await agentOf(shop, call, given.agent);
    if (!agent.ok) return agent;
    const { max_items: maxItems, parallel } = given;
    const split: SplitInRun[] = [];
    const prepare = async (): Promise<Result<void>> => {
      const done = await splitNext({ world, call }, shop, ahead);
      if (done.ok) split.push(...done.value);
      return done.ok ? ok(undefined) : done;
    };
    const wish = { agent: agent.value, maxItems, parallel, ...filter };
    const report = await runOrders(shop, splits ? { ...wish, prepare } : wish);
    return ok({ planned: [], ...report, ...(splits ? { split } : {}) });
  },
  exitOf: ({ stopped, orders }) => (stopped.length > 0 || !allMerged(orders) ? "findings" : "ok"),
});

/** Whether each ticket that was begun came to a good end, be it by a later attempt. */
function allMerged(orders: RunReport["orders"]): boolean {
  const last = new Map(orders.map(({ ticket, result }) => [ticket, result]));
  return [...last.values()].every((result) => result === "done");
}

async function agentOf(shop: Workshop, { cwd }: Call, named = ""): Promise<Result<Agent>> {
  const { world } = shop.backlog;
  if (named.startsWith(REHEARSED)) return rehearsedAgent(world, resolve(cwd, named.slice(REHEARSED.length)));
  const given = named.trim() === "" ? undefined : named;
  if (given === undefined && programOf(GENERAL, shop.settings.routing.agents) === undefined)
    return err(agentNotNamed({}));
  return routedAgent(shop, { program: given, limitMs: AGENT_LIMIT_MS });
}
