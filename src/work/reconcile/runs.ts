import type { RunStatus } from "../../flow/engine.ts";
import type { Json } from "../../flow/json.ts";
import { ok, type Result } from "../../std/result.ts";
import { finishProgram } from "../finish.ts";
import { integrateProgram } from "../integrate.ts";
import { takeProgram } from "../take.ts";
import { WORK_OFF } from "../work-off.ts";
import type { Workshop } from "../workshop.ts";
import { type Check, type Disagreement, disagreement, type Mending } from "./disagreement.ts";
import { isAbout, isOpenOrder, type Survey } from "./survey.ts";
import { finishWishOf, integrateWishOf, takeWishOf } from "./wishes.ts";

/** Runs whose process is gone: gone on with where that needs no agent, ended where nobody can go on. */
export const checkRuns: Check = async (shop, seen) => seen.runs.flatMap((run) => judgeRun(shop, seen, run));

type Interrupted = RunStatus & { readonly state: "interrupted" };

function judgeRun(shop: Workshop, seen: Survey, run: RunStatus): readonly Disagreement[] {
  const told = { subject: run.id, file: `runs/${run.id}` };
  if (run.state === "damaged")
    return [
      disagreement(
        "run-unusable",
        { ...told, message: `its journal cannot be replayed: ${run.fault.message}` },
        {
          action: `put the journal of ${run.id} aside and judge by what stands`,
          act: () => shop.engine.forget(run.id),
        },
      ),
    ];
  if (run.state !== "interrupted") return [];
  const useless = whyUseless(shop, seen, run);
  if (useless !== undefined)
    return [disagreement("run-unusable", { ...told, message: useless }, ending(shop, run, useless))];
  if (run.program === WORK_OFF.name)
    return [
      disagreement("run-resumable", {
        ...told,
        message: `an agent's run was cut off after ${run.steps.at(-1)?.name ?? "it began"}`,
        hint: "docket run goes on with it",
      }),
    ];
  const message = `${run.program} was cut off after ${run.steps.at(-1)?.name ?? "it began"}`;
  return [disagreement("run-interrupted", { ...told, message }, goingOn(shop, run))];
}

/** Why going on would be wrong, or could not be. */
function whyUseless(shop: Workshop, seen: Survey, run: Interrupted): string | undefined {
  const version = versionOf(shop, run.program);
  if (version !== run.version) return `it was begun as version ${run.version} of ${run.program}, which is no more`;
  const order = seen.orders.find(({ id }) => isAbout(run.input, id));
  // Going on from nothing would take a ticket that nobody asks for any more; going on without the claim, one that others may hold.
  if (run.program === "take" && order === undefined && !holdsAnything(seen, run.input)) return "it holds no ticket";
  if (run.program === WORK_OFF.name && order !== undefined && !isOpenOrder(order))
    return `its order ${order.id} has ended`;
  return undefined;
}

const holdsAnything = ({ claims }: Survey, input: Json): boolean =>
  claims.some(({ claim }) => claim.state === "held" && isAbout(input, claim.order));

function versionOf(shop: Workshop, program: string): number | undefined {
  const known = [takeProgram(shop), finishProgram(shop), integrateProgram(shop), WORK_OFF];
  return known.find(({ name }) => name === program)?.version;
}

const ending = ({ engine }: Workshop, { id }: Interrupted, reason: string): Mending => ({
  action: `end run ${id}`,
  act: () => engine.abandon(id, reason),
});

const goingOn = (shop: Workshop, run: Interrupted): Mending => ({
  action: `go on with ${run.program} (${run.id})`,
  act: async () => {
    const went = await goOn(shop, run);
    // It may end with a fault, as it would have without a crash. What cannot be replayed at all is ended.
    if (shop.engine.status(run.id)?.state !== "interrupted") return ok(null);
    return shop.engine.abandon(run.id, went.ok ? "it could not go on" : went.fault.message);
  },
});

async function goOn(shop: Workshop, { id, program, input }: Interrupted): Promise<Result<unknown>> {
  const { engine } = shop;
  if (program === "take") {
    const wish = takeWishOf(input);
    return wish === undefined ? ok(null) : engine.run(takeProgram(shop), id, wish);
  }
  if (program === "finish") {
    const wish = finishWishOf(input);
    return wish === undefined ? ok(null) : engine.run(finishProgram(shop), id, wish);
  }
  const wish = integrateWishOf(input);
  return wish === undefined ? ok(null) : engine.run(integrateProgram(shop), id, wish);
}
