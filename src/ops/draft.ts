import { resolve } from "node:path";
import { draftWish } from "../plan/draft/draft-wish.ts";
import type { FoundCode } from "../plan/draft/found-code.ts";
import { MAX_PLAN_BYTES } from "../plan/draft/limits.ts";
import { type ReadPlan, readPlan } from "../plan/draft/read-plan.ts";
import type { Suggestion } from "../plan/draft/suggestion.ts";
import { readWish, type Wish } from "../plan/draft/wish.ts";
import type { Drafting, WishDraft } from "../plan/draft/wish-draft.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { transact } from "../store/write/transaction.ts";
import { checkBody } from "../ticket/clean.ts";
import { checkField } from "../ticket/fields.ts";
import { kindNames, kindOf } from "../ticket/kinds.ts";
import { type Desk, openDesk } from "./_change-ticket.ts";
import { openCode } from "./_code.ts";
import { extraKinds } from "./_draft.ts";
import { checkLabels } from "./_field-input.ts";
import { improveIfAsked } from "./_improve-draft.ts";
import { findInCode, noCode } from "./_wish-code.ts";
import { gatesOf, otherTickets, testMatcher } from "./_wish-tickets.ts";
import { type DraftView, viewOfDraft } from "./_wish-view.ts";
import { type Placed, writeDrafts } from "./_wish-write.ts";
import { draftRepeats, planHoldsNothing, planTooLong } from "./draft-faults.ts";
import { kindUnknown, oneOfNeeded, textEmpty } from "./faults.ts";
import { type Call, type InputOf, op } from "./op.ts";

const input = {
  wish: {
    type: "string",
    position: 0,
    stdin: true,
    describe: "What is wanted, in a sentence; more text behind it is kept as it is.",
    word: "text",
  },
  from: { type: "string", describe: "A plan in Markdown to split into tickets.", word: "file" },
  yes: { type: "boolean", describe: "Write what is drafted; without it nothing is written." },
  again: { type: "boolean", describe: "Write it although an open ticket says the same." },
  kind: { type: "string", short: "k", describe: "Kind of ticket; else it is told from the words.", word: "kind" },
  priority: { type: "string", short: "p", describe: "P0 to P3, or critical, high, medium, low.", word: "priority" },
  label: { type: "strings", short: "l", describe: "A label.", word: "label" },
  improve: {
    type: "boolean",
    describe: "Ask the command in models.command for a better draft; what passes the checks is taken.",
  },
} as const;

type Given = InputOf<typeof input>;

export interface DraftOutput {
  readonly drafts: readonly DraftView[];
  /** Parts of a plan that are no work. */
  readonly passedOver?: ReadPlan["passedOver"];
  readonly written: boolean;
  readonly dryRun?: true;
}

/** Makes whole tickets of a sentence or a plan: looks at code and backlog, and asks what it cannot know. */
export const draftOp = op({
  name: "draft",
  summary: "Make a whole ticket of a sentence, or tickets of a plan",
  about:
    "Looks into the code for the files and definitions that the words mean, and into the backlog for tickets that say the same or touch the same files. Kind, criteria, tests, scope, dependencies and cost come with their reasons; what cannot be known is a question that keeps the ticket from being ready. Nothing is written without --yes.",
  examples: [
    'docket draft "Add SSO login for admins"',
    'docket draft "Remove `cache` from src/cache.ts" --label cleanup --yes',
    "docket draft --from plan.md --yes",
  ],
  group: "tickets",
  effect: "write",
  input,
  async run(world, call, given): Promise<Result<DraftOutput>> {
    const desk = await openDesk(world, call, "draft");
    if (!desk.ok) return desk;
    const chosen = checkChosen(given, desk.value);
    if (!chosen.ok) return chosen;
    const plan = planOf(world, call, given);
    if (!plan.ok) return plan;
    const asked = { world, call, given, desk: desk.value, ...chosen.value };
    const looked = await lookUp(asked, plan.value);
    if (!looked.ok) return looked;
    const prepared = { plan: plan.value, looked: looked.value };
    const suggestions = await improveIfAsked(asked, given, () => draftingsOf(asked, prepared));
    const whole = { ...prepared, suggestions };
    return given.yes === true ? write(asked, whole) : show(asked, whole);
  },
});

interface Asked {
  readonly world: World;
  readonly call: Call;
  readonly given: Given;
  readonly desk: Desk;
  readonly kind: string | undefined;
  readonly priority: string | undefined;
  readonly labels: readonly string[];
}

function checkChosen(given: Given, { settings }: Desk): Result<Pick<Asked, "kind" | "priority" | "labels">> {
  const kinds = extraKinds(settings);
  const kind = given.kind === undefined ? undefined : kindOf(given.kind, kinds);
  if (given.kind !== undefined && kind === undefined)
    return err(kindUnknown({ kind: given.kind, known: kindNames(kinds) }));
  const priority = given.priority === undefined ? ok(undefined) : checkField("priority", given.priority);
  if (!priority.ok) return priority;
  const labels = checkLabels(given.label ?? []);
  if (!labels.ok) return labels;
  return ok({
    kind: kind?.name,
    priority: priority.value === undefined ? undefined : String(priority.value),
    labels: labels.value,
  });
}

/** A single wish is a plan of one item. */
function planOf({ files }: World, { cwd }: Call, { wish, from }: Given): Result<ReadPlan> {
  if ((wish === undefined) === (from === undefined)) return err(oneOfNeeded({ flags: "a sentence or --from" }));
  if (from !== undefined) {
    const bytes = files.read(resolve(cwd, from), MAX_PLAN_BYTES);
    if (!bytes.ok) return bytes;
    const plan = readPlan(new TextDecoder().decode(bytes.value).toWellFormed());
    if (plan.items.length === 0) return err(planHoldsNothing({ file: from }));
    return plan.more > 0 ? err(planTooLong({ file: from, items: plan.items.length + plan.more })) : ok(plan);
  }
  const body = checkBody(wish ?? "");
  if (!body.ok) return body;
  if (readWish(body.value).sentence === "") return err(textEmpty({ input: "wish" }));
  const item = { text: body.value, line: 1, under: [], details: "", criteria: [], after: [], lost: [] };
  return ok({ items: [item], passedOver: [], more: 0 });
}

interface LookedUp {
  readonly wish: Wish;
  readonly code: FoundCode;
}

/** Asks the index once for all wishes. Where there is no code, or its index cannot be read, drafts go without and say so. */
async function lookUp({ world, call, desk }: Asked, { items }: ReadPlan): Promise<Result<readonly LookedUp[]>> {
  const wishes = items.map(({ text, details }) => readWish(details === "" ? text : `${text}\n\n${details}`));
  const opened = await openCode(world, call.cwd);
  if (!opened.ok) {
    if (opened.fault.code !== "no-code-here") return opened;
    return ok(wishes.map((wish) => ({ wish, code: noCode })));
  }
  using index = opened.value.index;
  const isTest = testMatcher(desk.settings);
  const looked: LookedUp[] = [];
  for (const wish of wishes) {
    const code = findInCode({ index, isTest }, wish);
    if (!code.ok) return code;
    looked.push({ wish, code: code.value });
  }
  return ok(looked);
}

interface Prepared {
  readonly plan: ReadPlan;
  readonly looked: readonly LookedUp[];
  readonly suggestions?: readonly Suggestion[];
}

/** Decides with the backlog as it is now; under the lock when it is for writing. */
const draftsOf = (asked: Asked, prepared: Prepared): readonly WishDraft[] =>
  draftingsOf(asked, prepared).map((drafting, at) =>
    draftWish({ ...drafting, suggestion: prepared.suggestions?.[at] }),
  );

function draftingsOf(asked: Asked, { plan, looked }: Prepared): readonly Drafting[] {
  const { settings, backlog } = asked.desk;
  const others = otherTickets(backlog);
  const gates = gatesOf(settings);
  const kinds = kindNames(extraKinds(settings));
  return looked.map(({ wish, code }, at) => {
    const { under, criteria, lost } = plan.items[at] ?? { under: [], criteria: [], lost: [] };
    return {
      ...{ wish, code, others, gates, kinds, under, given: criteria },
      minCriteria: settings.checks.minAcceptanceCriteria,
      chosen: { kind: asked.kind, priority: asked.priority },
      asked: lost.map((words) => `It waits for "${words}". Which ticket is that?`),
    };
  });
}

function show(asked: Asked, prepared: Prepared): Result<DraftOutput> {
  const { plan } = prepared;
  const drafts = draftsOf(asked, prepared);
  return ok({
    drafts: drafts.map((draft, at) => viewOfDraft(draft, { labels: asked.labels, item: plan.items[at] })),
    ...(plan.passedOver.length === 0 ? {} : { passedOver: plan.passedOver }),
    written: false,
  });
}

async function write(asked: Asked, prepared: Prepared): Promise<Result<DraftOutput>> {
  const { desk, call, given, labels } = asked;
  const { plan } = prepared;
  return transact<DraftOutput>(desk.backlog, desk.writing, async () => {
    const drafts = draftsOf(asked, prepared);
    const repeated = drafts.flatMap(({ title, like }) =>
      like.filter(({ same }) => same).map(({ id }) => ({ title, id })),
    )[0];
    if (repeated !== undefined && given.again !== true) return err(draftRepeats(repeated));
    const placed = drafts.map((draft, at): Placed => {
      const { parent, after = [] } = plan.items[at] ?? {};
      return { draft, labels, parent, after };
    });
    const written = await writeDrafts(desk, placed, call.dryRun);
    if (!written.ok) return written;
    const { set, tickets } = written.value;
    const output: DraftOutput = {
      drafts: drafts.map((draft, at) => viewOfDraft(draft, { labels, item: plan.items[at], ticket: tickets[at] })),
      ...(plan.passedOver.length === 0 ? {} : { passedOver: plan.passedOver }),
      written: !call.dryRun,
      ...(call.dryRun ? { dryRun: true as const } : {}),
    };
    return ok({ set, output });
  });
}
