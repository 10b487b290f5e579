import { wishWithAnswers } from "../plan/draft/answers.ts";
import { draftWish } from "../plan/draft/draft-wish.ts";
import type { FoundCode } from "../plan/draft/found-code.ts";
import { alikeToEach } from "../plan/draft/other-tickets.ts";
import type { Suggestion } from "../plan/draft/suggestion.ts";
import { readWish, type Wish } from "../plan/draft/wish.ts";
import type { Drafting, WishDraft } from "../plan/draft/wish-draft.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { transact } from "../store/write/transaction.ts";
import { checkField } from "../ticket/fields.ts";
import { kindNames, kindOf } from "../ticket/kinds.ts";
import { revisionOf } from "../ticket/revision.ts";
import { type Desk, openDesk } from "./_change-ticket.ts";
import { extraKinds } from "./_draft.ts";
import { checkLabels } from "./_field-input.ts";
import type { TicketLine } from "./_ticket-view.ts";
import { openCode } from "./code/_open-code.ts";
import { draftDialog } from "./draft/_dialog.ts";
import { findInCode, noCode } from "./draft/_wish-code.ts";
import { answersFor, orderQuestions, readSaid, type Said } from "./draft/_wish-said.ts";
import { withText } from "./draft/_wish-text.ts";
import { gatesOf, otherTickets, testMatcher } from "./draft/_wish-tickets.ts";
import { type DraftOutput, viewOfDraft } from "./draft/_wish-view.ts";
import { type Placed, writeDrafts } from "./draft/_wish-write.ts";
import { draftChanged, draftRepeats } from "./draft/faults.ts";
import { kindUnknown } from "./faults.ts";
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
  answer: {
    type: "strings",
    describe:
      "An answer to a question of the draft, by its id; of a plan with the number of the draft in front: 3.files=…",
    word: "id=text",
  },
  text: {
    type: "string",
    stdin: true,
    describe: "The draft as somebody edited it: frontmatter and sections.",
    word: "text",
  },
  seen: {
    type: "string",
    describe: "Digest of the drafts that were agreed to; others are not written.",
    word: "digest",
  },
  improve: {
    type: "boolean",
    describe: "Ask the command in models.command for a better draft; what passes the checks is taken.",
  },
} as const;

type Given = InputOf<typeof input>;

/** Makes whole tickets of a sentence or a plan: looks at code and backlog, and asks what it cannot know. */
export const draftOp = op({
  name: "draft",
  summary: "Make a whole ticket of a sentence, or tickets of a plan",
  about:
    "Looks into the code for the files and definitions that the words mean, and into the backlog for tickets that say the same or touch the same files. Kind, criteria, tests, scope, dependencies and cost come with their reasons; what cannot be known is a question that keeps the ticket from being ready. On a terminal it asks at most three of them, shows the draft, and asks whether to create it; elsewhere --answer answers and nothing is written without --yes.",
  examples: [
    'docket draft "Add SSO login for admins"',
    'docket draft "Remove `cache` from src/cache.ts" --label cleanup --yes',
    'docket draft "Add SSO login for admins" --answer files=src/login.ts --json',
    "docket draft --from plan.md --yes",
  ],
  group: "tickets",
  effect: "write",
  input,
  dialog: draftDialog,
  async run(world, call, given): Promise<Result<DraftOutput>> {
    const desk = await openDesk(world, call, "draft");
    if (!desk.ok) return desk;
    const chosen = checkChosen(given, desk.value);
    if (!chosen.ok) return chosen;
    const said = await readSaid({ world, call }, given);
    if (!said.ok) return said;
    const asked = { world, call, given, desk: desk.value, ...chosen.value, said: said.value };
    const looked = await lookUp(asked);
    if (!looked.ok) return looked;
    const better = await withSuggestions(asked, looked.value);
    return given.yes === true ? write(asked, better) : show(asked, better);
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
  readonly said: Said;
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

interface LookedUp {
  readonly wish: Wish;
  readonly code: FoundCode;
  readonly suggestion?: Suggestion | undefined;
}

/** Asks the index once for all wishes. Where there is no code, or its index cannot be read, drafts go without and say so. */
async function lookUp({ world, call, desk, said }: Asked): Promise<Result<readonly LookedUp[]>> {
  const wishes = said.plan.items.map(({ text, details }, at) =>
    wishWithAnswers(readWish(details === "" ? text : `${text}\n\n${details}`), answersFor(said, at)),
  );
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

/** Asks where the caller or the settings want it. What a person edited stands as it is: nobody else is asked about it. */
async function withSuggestions(asked: Asked, looked: readonly LookedUp[]): Promise<readonly LookedUp[]> {
  const { said, given, desk } = asked;
  const isWanted = given.improve ?? desk.settings.models.improveDrafts;
  if (!isWanted || said.text !== undefined) return looked;
  const { improveDrafts } = await import("./draft/_improve-draft.ts");
  const suggestions = await improveDrafts(asked, draftingsOf(asked, looked));
  return looked.map((one, at) => ({ ...one, suggestion: suggestions[at] }));
}

interface Drafts {
  readonly drafts: readonly WishDraft[];
  readonly labels: readonly string[];
}

/** Decides with the backlog as it is now; under the lock when it is for writing. */
function draftsOf(asked: Asked, looked: readonly LookedUp[]): Result<Drafts> {
  const { said, labels } = asked;
  const drafts = draftingsOf(asked, looked).map(draftWish);
  const [only] = drafts;
  if (said.text === undefined || only === undefined) return ok({ drafts, labels });
  const edited = withText(said.text, only, extraKinds(asked.desk.settings));
  return edited.ok ? ok({ drafts: [edited.value.draft], labels: edited.value.labels }) : edited;
}

function draftingsOf(asked: Asked, looked: readonly LookedUp[]): readonly Drafting[] {
  const { said } = asked;
  const { settings, backlog } = asked.desk;
  const others = otherTickets(backlog);
  const gates = gatesOf(settings);
  const kinds = extraKinds(settings);
  const alike = alikeToEach(
    looked.map(({ wish }) => wish),
    others,
  );
  return looked.map(({ wish, code, suggestion }, at) => {
    const { under, criteria, lost } = said.plan.items[at] ?? { under: [], criteria: [], lost: [] };
    const answers = answersFor(said, at);
    return {
      ...{ wish, code, suggestion, others, alike: alike[at] ?? new Map() },
      ...{ gates, kinds: kindNames(kinds), under, given: criteria, answers },
      minCriteria: settings.checks.minAcceptanceCriteria,
      chosen: { kind: asked.kind, priority: asked.priority },
      asked: wish.waitsFor.length > 0 ? [] : orderQuestions(lost),
    };
  });
}

function show(asked: Asked, looked: readonly LookedUp[]): Result<DraftOutput> {
  const made = draftsOf(asked, looked);
  return made.ok ? ok({ ...viewOfAll(asked, made.value), written: false }) : made;
}

function viewOfAll(
  { said: { plan, masked }, desk }: Asked,
  { drafts, labels }: Drafts,
  tickets: readonly TicketLine[] = [],
): Omit<DraftOutput, "written"> {
  const kinds = extraKinds(desk.settings);
  return {
    drafts: drafts.map((draft, at) =>
      viewOfDraft(draft, { labels, at, of: drafts.length, item: plan.items[at], ticket: tickets[at], kinds }),
    ),
    digest: digestOf(drafts, labels),
    ...(masked === 0 ? {} : { masked }),
    ...(plan.passedOver.length === 0 ? {} : { passedOver: plan.passedOver }),
  };
}

/** Of all that would be written; the same draft has the same digest (I15). */
const digestOf = (drafts: readonly WishDraft[], labels: readonly string[]): string =>
  revisionOf(
    new TextEncoder().encode(
      JSON.stringify([
        drafts.map(({ title, kind, priority, tags, fields, body }) => [title, kind.name, priority, tags, fields, body]),
        labels,
      ]),
    ),
  );

async function write(asked: Asked, looked: readonly LookedUp[]): Promise<Result<DraftOutput>> {
  const { desk, call, given, said } = asked;
  return transact<DraftOutput>(desk.backlog, desk.writing, async () => {
    const made = draftsOf(asked, looked);
    if (!made.ok) return made;
    const { drafts, labels } = made.value;
    if (given.seen !== undefined && given.seen !== digestOf(drafts, labels)) return err(draftChanged({}));
    const repeated = drafts.flatMap(({ title, like }) =>
      like.filter(({ same }) => same).map(({ id }) => ({ title, id })),
    )[0];
    if (repeated !== undefined && given.again !== true) return err(draftRepeats(repeated));
    const placed = drafts.map((draft, at): Placed => {
      const { parent, after = [] } = said.plan.items[at] ?? {};
      return { draft, labels, parent, after };
    });
    const written = await writeDrafts(desk, placed, call.dryRun);
    if (!written.ok) return written;
    const { set, tickets } = written.value;
    const output: DraftOutput = {
      ...viewOfAll(asked, made.value, tickets),
      written: !call.dryRun,
      ...(call.dryRun ? { dryRun: true as const } : {}),
    };
    return ok({ set, output });
  });
}
