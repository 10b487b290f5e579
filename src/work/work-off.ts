import { join } from "node:path";
import type { Program, Run } from "../flow/engine.ts";
import { errorsIn } from "../gate/verdict/reasons.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import type { Agent } from "./agents/agent.ts";
import { artifactsFolder } from "./artifacts.ts";
import { commitWork } from "./commit-work.ts";
import { finishSteps } from "./finish.ts";
import { integrateSteps } from "./integrate.ts";
import { heldOrder, orderEnvironment } from "./order.ts";
import { prove } from "./prove.ts";
import { type TakeWish, takeSteps } from "./take.ts";
import type { Taken } from "./taken.ts";
import { termsOf } from "./terms.ts";
import { whileHeld } from "./while-held.ts";
import { runFolder, type Workshop } from "./workshop.ts";
import { absolutePath } from "./worktree.ts";

/** How one ticket was worked off. */
export type WorkedOff = {
  readonly order: string;
  readonly ticket: string;
  readonly title: string;
  readonly result: "done" | "failed";
  /** Turns the agent needed. */
  readonly rounds: number;
  readonly commit: string | null;
  readonly reason: string | null;
};

/** What its journals are known by. */
export const WORK_OFF = { name: "work off", version: 2 } as const;

/** Works one ticket off from taking it to merging it. What the proof finds goes back to the agent, as often as the ticket allows. */
export const workOffProgram = (shop: Workshop, agent: Agent): Program<TakeWish, WorkedOff> => ({
  ...WORK_OFF,
  async run(run, wish) {
    const taken = await takeSteps(shop, run, wish);
    if (!taken.ok) return taken;
    return driven({ ...shop, token: taken.value.token }, run, { agent, taken: taken.value });
  },
});

interface Working {
  readonly agent: Agent;
  readonly taken: Taken;
}

/** Everything after the take, under just this taking. */
async function driven(shop: Workshop, run: Run, { agent, taken }: Working): Promise<Result<WorkedOff>> {
  const { order, ticket, title } = taken;
  const worked = await rounds(shop, run, { agent, taken });
  if (!worked.ok) return giveUp(shop, run, { taken, rounds: 0, reason: worked.fault.message });
  const { proven, count, reason } = worked.value;
  if (!proven) return giveUp(shop, run, { taken, rounds: count, reason });
  const finished = await finishSteps(shop, run, { order, result: "done", reason: null, skip: null });
  if (!finished.ok) return finished;
  const integrated = await integrateSteps(shop, run, order);
  if (!integrated.ok) return startOver(shop, run, { taken, rounds: count, fault: integrated.fault });
  return ok({ order, ticket, title, result: "done", rounds: count, commit: integrated.value.commit, reason: null });
}

type Rounds = { readonly proven: boolean; readonly count: number; readonly reason: string };

async function rounds(shop: Workshop, run: Run, { agent, taken }: Working): Promise<Result<Rounds>> {
  const limit = await run.step("terms", async () => roundsAllowed(shop, taken.ticket));
  if (!limit.ok) return limit;
  let reason = "";
  for (let round = 1; round <= limit.value; round += 1) {
    const turn = await run.step(`agent ${round}`, () => takeTurn(shop, run, { agent, taken, round, reason }));
    if (!turn.ok) return turn;
    const proof = await run.step(`prove ${round}`, () => proveTurn(shop, taken));
    if (!proof.ok) return proof;
    if (proof.value.passed) return ok({ proven: true, count: round, reason: "" });
    reason = proof.value.reason;
  }
  return ok({ proven: false, count: limit.value, reason });
}

function roundsAllowed(shop: Workshop, ticket: string): Result<number> {
  const stored = loadTicket(shop.backlog, ticket);
  return stored.ok ? ok(termsOf(shop, stored.value.ticket).maxFailedVerifies) : stored;
}

interface TurnWish extends Working {
  readonly round: number;
  readonly reason: string;
}

/** One turn and its commit; a repeated turn begins from the files as they are. */
async function takeTurn(shop: Workshop, run: Run, { agent, taken, round, reason }: TurnWish): Promise<Result<string>> {
  const stored = loadTicket(shop.backlog, taken.ticket);
  if (!stored.ok) return stored;
  const worktree = absolutePath(shop, taken.worktree);
  const folder = runFolder(shop, taken.order);
  const wish = {
    order: taken,
    worktree,
    round,
    task: taskOf(stored.value.text, reason),
    env: { ...orderEnvironment({ ...taken, worktree }), DOCKET_ARTIFACTS: artifactsFolder(shop, taken.order) },
    log: join(folder, "logs", `agent-${round}.log`),
    processFile: join(folder, "agent.json"),
  };
  const work = (stop: AbortSignal) => agent.work({ ...wish, stop });
  const { progress } = shop.backlog.world;
  const shown = `${taken.order}: the agent works${round === 1 ? "" : ` (turn ${round})`}`;
  progress.step(shown, 0);
  const turn = await whileHeld(shop, { order: taken.order, stop: run.stop, work });
  progress.end(shown);
  if (!turn.ok) return turn;
  const { kind } = stored.value.ticket;
  return commitWork(shop, { taken, kind, worktree, summary: turn.value.summary });
}

const taskOf = (ticket: string, reason: string): string =>
  reason === "" ? ticket : `${ticket}\n\n## What the proof found\n\n${reason}\n`;

async function proveTurn(shop: Workshop, taken: Taken): Promise<Result<{ passed: boolean; reason: string }>> {
  const held = await heldOrder(shop, taken.order);
  if (!held.ok) return held;
  const proof = await prove(shop, held.value);
  // A process that died after its last proof was written comes here again.
  if (!proof.ok && proof.fault.code === "proofs-used-up") return ok({ passed: false, reason: proof.fault.message });
  if (!proof.ok) return proof;
  return ok({
    passed: proof.value.passed,
    reason: errorsIn(proof.value.verdict)
      .map(({ message }) => `- ${message}`)
      .join("\n"),
  });
}

interface GivingUp {
  readonly taken: Taken;
  readonly rounds: number;
  readonly reason: string;
}

interface StartingOver {
  readonly taken: Taken;
  readonly rounds: number;
  readonly fault: Fault;
}

/** Work that does not fit what came onto its base meanwhile is tried anew from there; anything else stops here and is told. */
function startOver(
  shop: Workshop,
  run: Run,
  { taken, rounds: count, fault }: StartingOver,
): Promise<Result<WorkedOff>> {
  const mendable = fault.code === "merge-conflict" || fault.code === "not-proven";
  return mendable ? giveUp(shop, run, { taken, rounds: count, reason: fault.message }) : Promise.resolve(err(fault));
}

/** The attempt counts as failed; its branch and checkout stay for whoever looks into it. */
async function giveUp(
  shop: Workshop,
  run: Run,
  { taken, rounds: count, reason }: GivingUp,
): Promise<Result<WorkedOff>> {
  const { order, ticket, title } = taken;
  const ended = await finishSteps(shop, run, { order, result: "failed", reason, skip: null });
  return ended.ok ? ok({ order, ticket, title, result: "failed", rounds: count, commit: null, reason }) : ended;
}
