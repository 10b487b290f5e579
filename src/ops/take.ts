import { err, ok, type Result } from "../std/result.ts";
import { makeEventId } from "../ticket/id.ts";
import { listTakeable, planTake, type TakeList, type TakePlan } from "../work/plan-take.ts";
import { type Arbiter, arbiter } from "../work/status.ts";
import { takeProgram } from "../work/take.ts";
import { takeOver } from "../work/take-over.ts";
import type { Taken } from "../work/taken.ts";
import type { Workshop } from "../work/workshop.ts";
import { absolutePath } from "../work/worktree.ts";
import { LIMIT } from "./_filter.ts";
import { oneOfNeeded } from "./faults.ts";
import { op } from "./op.ts";
import { checkNamedEpic } from "./orders/_named-epic.ts";
import { openWorkshop, requirePerson } from "./orders/_workshop.ts";

/** Length of the part of an order's id that tells attempts apart. */
const SUFFIX_CHARS = 2;

/** What was taken, and who decides about the claim where this clone does not. */
export type Took = Taken & {
  /** The checkout as an absolute path: a caller may work in another folder than the one that was asked from. */
  readonly path: string;
  readonly claims?: Arbiter;
};

/** Takes a ticket to work on it. */
export const takeOp = op({
  name: "take",
  summary: "Take a ticket: claim it and get a checkout of your own",
  about:
    "Claims the ticket for you alone, makes a branch and a worktree for it, prepares them and records the order. If a step fails, what was made is taken back. Taking what you hold already gives it again.\n\nWith --next it is the first of docket ready that nobody holds.",
  examples: ["docket take k3f", "docket take --next --label api", "docket take --list"],
  group: "work",
  effect: "run",
  tool: "Take a ticket (or the next one) to work on it: claims it and makes a git worktree; answers with its path. Work and commit there.",
  input: {
    id: { type: "string", position: 0, describe: "Id of the ticket, or a unique beginning of it.", word: "id" },
    next: { type: "boolean", describe: "The next ticket that is ready and free." },
    list: { type: "boolean", describe: "Only show what could be taken, and why the rest can not.", cliOnly: true },
    owner: { type: "string", describe: "Who holds it; you when left out.", word: "name", cliOnly: true },
    epic: { type: "string", describe: "Only of this epic.", word: "id" },
    label: { type: "string", describe: "Only with this label.", word: "name" },
    over: {
      type: "string",
      describe: "Take a ticket or order from its holder (persons only).",
      word: "id",
      cliOnly: true,
    },
    reason: { type: "string", short: "r", describe: "With --over: why.", cliOnly: true },
    limit: { ...LIMIT, describe: "With --list: at most this many.", cliOnly: true },
    offline: { type: "boolean", describe: "Do not ask the remote; the next sync settles who has it.", cliOnly: true },
  },
  async run(world, call, given): Promise<Result<Took | TakeList | TakePlan>> {
    const ways = [given.id !== undefined, given.next === true, given.list === true, given.over !== undefined];
    if (ways.filter(Boolean).length !== 1) return err(oneOfNeeded({ flags: "ID, --next, --list and --over" }));
    const opened = await openWorkshop(world, call, `take ${given.id ?? given.over ?? "--next"}`);
    if (!opened.ok) return opened;
    const shop = opened.value;
    const named = await checkNamedEpic(shop.backlog, given.epic);
    if (!named.ok) return named;
    const filter = { epic: given.epic ?? null, label: given.label ?? null };
    if (given.list === true) return ok(await listTakeable(shop, { ...filter, limit: given.limit }));
    if (given.over !== undefined) {
      const person = requirePerson(shop, call, "take --over");
      if (!person.ok) return person;
      const over = await takeOver(shop, { query: given.over, reason: given.reason });
      return over.ok ? ok(withPath(shop, over.value)) : over;
    }
    const wish = {
      ticket: given.id ?? null,
      ...filter,
      owner: given.owner ?? shop.author.actor.name,
      holder: "person" as const,
      suffix: makeEventId(world.random.bytes(40)).slice(0, SUFFIX_CHARS),
      offline: given.offline === true,
    };
    if (call.dryRun) return planTake(shop, wish);
    const taken = await shop.engine.run(takeProgram(shop), `take-${makeEventId(world.random.bytes(40))}`, wish);
    if (!taken.ok) return taken;
    const claims = arbiter(shop);
    const took = withPath(shop, taken.value);
    return ok(claims.remote === null ? took : { ...took, claims });
  },
});

const withPath = (shop: Workshop, taken: Taken): Took => ({ ...taken, path: absolutePath(shop, taken.worktree) });
