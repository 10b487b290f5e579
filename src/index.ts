/** The library's door: the same ops that the command line and agents call, as methods. */
import { resolve } from "node:path";
import { hostWorld, worldFault } from "./host/world.ts";
import { checkInput } from "./ops/check-input.ts";
import type { Call, Fields, Op, ValueOf } from "./ops/op.ts";
import { typedVerbs } from "./ops/table.ts";
import type { World } from "./ports/world.ts";
import type { Fault } from "./std/fault.ts";
import { err, type Result } from "./std/result.ts";

export type { Finding } from "./std/finding.ts";
export type { Fault, Result, World };

export interface BacklogOptions {
  /** Where to look for the backlog, as if standing there; the folder of the process unless given. */
  readonly dir?: string;
  /** Name of the actor; else DOCKET_ACTOR, else git's user. */
  readonly as?: string;
  /** How the caller is taken when nothing else says: a program works for a person unless it says otherwise. */
  readonly caller?: "person" | "agent";
  /** Another world than the real one: `testWorld()` of `docket/testing`, or one of its parts. */
  readonly world?: World;
}

export interface CallOptions {
  /** Decide and answer, write nothing. */
  readonly dryRun?: boolean;
}

/** What a caller gives: fields with a default may be left out, all others as the op says. */
export type Asked<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { required: true } ? K : never]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { required: true } ? never : K]?: ValueOf<F[K]> | undefined;
};

/** A backlog as an object; each verb of the command line is a method with the same inputs and the answer of `--json`. */
export type Library = ReturnType<typeof openBacklog>;

/**
 * Opens the door to the backlog of a folder. Nothing is read before the first call, so that `init` can be one. Every method answers
 * with a `Result`: `{ ok: true, value }`, or `{ ok: false, fault }` with a code, a message and a hint; a throw is a bug of Docket.
 */
export function openBacklog(options: BacklogOptions = {}) {
  const world = options.world ?? hostWorld();
  const enter =
    <F extends Fields, Output>(load: Load<F, Output>) =>
    (input: Asked<F>, call?: CallOptions): Promise<Result<Output>> =>
      ask({ world, options, load }, input, call);
  const enterFreely =
    <F extends Fields, Output>(load: Load<F, Output>) =>
    (input: Partial<Asked<F>> = {}, call?: CallOptions): Promise<Result<Output>> =>
      ask({ world, options, load }, input, call);
  return {
    init: enterFreely(typedVerbs.init),
    new: enter(typedVerbs.new),
    draft: enterFreely(typedVerbs.draft),
    show: enter(typedVerbs.show),
    list: enterFreely(typedVerbs.list),
    search: enter(typedVerbs.search),
    edit: enter(typedVerbs.edit),
    move: enter(typedVerbs.move),
    comment: enter(typedVerbs.comment),
    review: enter(typedVerbs.review),
    assign: enter(typedVerbs.assign),
    close: enter(typedVerbs.close),
    reopen: enter(typedVerbs.reopen),
    relate: enter(typedVerbs.relate),
    history: enter(typedVerbs.history),
    ready: enterFreely(typedVerbs.ready),
    blocked: enterFreely(typedVerbs.blocked),
    next: enterFreely(typedVerbs.next),
    rank: enterFreely(typedVerbs.rank),
    waves: enterFreely(typedVerbs.waves),
    route: enterFreely(typedVerbs.route),
    split: enter(typedVerbs.split),
    graph: enterFreely(typedVerbs.graph),
    take: enter(typedVerbs.take),
    path: enterFreely(typedVerbs.path),
    status: enterFreely(typedVerbs.status),
    scope: enterFreely(typedVerbs.scope),
    verify: enterFreely(typedVerbs.verify),
    finish: enterFreely(typedVerbs.finish),
    integrate: enterFreely(typedVerbs.integrate),
    run: enterFreely(typedVerbs.run),
    heartbeat: enterFreely(typedVerbs.heartbeat),
    release: enterFreely(typedVerbs.release),
    requeue: enter(typedVerbs.requeue),
    approve: enter(typedVerbs.approve),
    reject: enter(typedVerbs.reject),
    trust: enterFreely(typedVerbs.trust),
    reconcile: enterFreely(typedVerbs.reconcile),
    gc: enterFreely(typedVerbs.gc),
    audit: enterFreely(typedVerbs.audit),
    check: enterFreely(typedVerbs.check),
    context: enter(typedVerbs.context),
    labels: enterFreely(typedVerbs.labels),
    epics: enterFreely(typedVerbs.epics),
    epic: enter(typedVerbs.epic),
    plans: enter(typedVerbs.plans),
    exportTickets: enterFreely(typedVerbs["export-tickets"]),
    discover: enterFreely(typedVerbs.discover),
    evidence: enterFreely(typedVerbs.evidence),
    sync: enterFreely(typedVerbs.sync),
    doctor: enterFreely(typedVerbs.doctor),
    validate: enterFreely(typedVerbs.validate),
    fmt: enterFreely(typedVerbs.fmt),
    // Git calls the merge driver, nobody else; any other verb that is missing here does not compile.
  } satisfies Readonly<
    Record<Exclude<keyof typeof typedVerbs, "merge-driver" | "export-tickets"> | "exportTickets", unknown>
  >;
}

type Load<F extends Fields, Output> = () => Promise<Op<F, Output>>;

interface Entrance<F extends Fields, Output> {
  readonly world: World;
  readonly options: BacklogOptions;
  readonly load: Load<F, Output>;
}

async function ask<F extends Fields, Output>(
  { world, options, load }: Entrance<F, Output>,
  given: object,
  { dryRun = false }: CallOptions = {},
): Promise<Result<Output>> {
  const fault = worldFault(world.environment);
  if (fault !== undefined) return err(fault);
  const op = await load();
  const input = checkInput(op.input, { ...given });
  if (!input.ok) return input;
  return op.run(world, callOf(world, options, dryRun), input.value);
}

function callOf({ environment }: World, { dir, as, caller = "person" }: BacklogOptions, dryRun: boolean): Call {
  const named = as ?? environment.variables.DOCKET_ACTOR;
  return {
    cwd: resolve(environment.cwd, dir ?? "."),
    as: named === "" ? undefined : named,
    door: caller,
    dryRun,
  };
}
