import { isRecord } from "../flow/json.ts";
import type { Fault } from "../std/fault.ts";
import { ok, type Result } from "../std/result.ts";
import { hasSuffix } from "../store/orders/order-id.ts";
import { makeEventId } from "../ticket/id.ts";
import type { Agent } from "./agents/agent.ts";
import type { TakeWish } from "./take.ts";
import { type WorkedOff, workOffProgram } from "./work-off.ts";
import type { Workshop } from "./workshop.ts";

export interface RunWish {
  readonly agent: Agent;
  readonly maxItems: number;
  readonly parallel: number;
  readonly epic: string | null;
  readonly label: string | null;
  /** Called before each next ticket is taken, one call at a time; its failure is told and stops nothing. */
  readonly prepare?: () => Promise<Result<void>>;
}

export interface RunReport {
  readonly orders: readonly WorkedOff[];
  /** Runs of an earlier process that were gone on with. */
  readonly resumed: number;
  /** What stopped single orders; the others went on. */
  readonly stopped: readonly Fault[];
}

/** Length of the part of an order's id that tells attempts apart. */
const SUFFIX_CHARS = 2;

/** Works off what is ready: first what an earlier process left, then the next tickets, several side by side. */
export async function runOrders(shop: Workshop, wish: RunWish): Promise<RunReport> {
  const orders: WorkedOff[] = [];
  const stopped: Fault[] = [];
  const program = workOffProgram(shop, wish.agent);
  const left = interrupted(shop, program.name);
  let begun = 0;
  const next = (): { readonly id: string; readonly input: TakeWish } | undefined => {
    const resumed = left[begun];
    if (begun >= left.length + wish.maxItems) return undefined;
    begun += 1;
    return resumed ?? { id: `work-${makeEventId(shop.backlog.world.random.bytes(40))}`, input: newWish(shop, wish) };
  };
  let prepared: Promise<Result<void>> = Promise.resolve(ok(undefined));
  const prepare = async (): Promise<void> => {
    prepared = prepared.then(() => wish.prepare?.() ?? ok(undefined));
    const made = await prepared;
    if (!made.ok) stopped.push(made.fault);
  };
  const worker = async (): Promise<void> => {
    for (let job = next(); job !== undefined; job = next()) {
      if (begun > left.length) await prepare();
      await reclaim(shop, job.input);
      const worked = await shop.engine.run(program, job.id, job.input);
      if (worked.ok) orders.push(worked.value);
      else if (worked.fault.code === "nothing-to-take") return;
      else if (!tell(stopped, worked.fault)) return;
    }
  };
  await Promise.all(Array.from({ length: wish.parallel }, worker));
  return { orders, resumed: Math.min(begun, left.length), stopped };
}

/** Whether it is worth going on after a fault: what came up before, word for word, will come up with each ticket. */
function tell(stopped: Fault[], fault: Fault): boolean {
  if (stopped.some(({ code, message }) => code === fault.code && message === fault.message)) return false;
  stopped.push(fault);
  return true;
}

function newWish({ author, backlog }: Workshop, { epic, label }: RunWish): TakeWish {
  const suffix = makeEventId(backlog.world.random.bytes(40)).slice(0, SUFFIX_CHARS);
  return { ticket: null, epic, label, owner: author.actor.name, holder: "engine", suffix, offline: false };
}

function interrupted(shop: Workshop, program: string): readonly { readonly id: string; readonly input: TakeWish }[] {
  return shop.engine.list().flatMap((run) => {
    return run.state === "interrupted" && run.program === program && isWish(run.input)
      ? [{ id: run.id, input: run.input }]
      : [];
  });
}

/** What newWish made, given back by the journal. */
const isWish = (input: unknown): input is TakeWish =>
  isRecord(input) && typeof input.owner === "string" && typeof input.suffix === "string" && "ticket" in input;

/** The claim of an interrupted run names a dead process; it goes on under this one. */
async function reclaim(shop: Workshop, wish: TakeWish): Promise<void> {
  const claims = await shop.claims.list();
  if (!claims.ok) return;
  const row = claims.value.rows.find(
    ({ claim, standing }) =>
      claim.state === "held" &&
      claim.kind === "engine" &&
      standing.is === "free" &&
      hasSuffix(claim.order, wish.suffix),
  );
  if (row === undefined) return;
  const { ticket, order } = row.claim;
  await shop.claims.take({
    ticket,
    order,
    by: { ...shop.author, actor: { ...shop.author.actor, name: wish.owner } },
    kind: "engine",
  });
}
