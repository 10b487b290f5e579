import { wishWithAnswers } from "../plan/draft/answers.ts";
import { readWish } from "../plan/draft/wish.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { transact } from "../store/write/transaction.ts";
import { checkField } from "../ticket/fields.ts";
import { kindNames, kindOf } from "../ticket/kinds.ts";
import { type Desk, openDesk } from "./_change-ticket.ts";
import { extraKinds } from "./_draft.ts";
import { checkLabels } from "./_field-input.ts";
import { openCode } from "./code/_open-code.ts";
import { draftDialog } from "./draft/_dialog.ts";
import {
  type Drafted,
  digestOf,
  draftingsOf,
  draftsOf,
  type LookedUp,
  placedAmong,
  viewOfAll,
} from "./draft/_drafts-of.ts";
import { findInCode, noCode } from "./draft/_wish-code.ts";
import { answersFor, readSaid } from "./draft/_wish-said.ts";
import { testMatcher } from "./draft/_wish-tickets.ts";
import type { DraftAt, DraftOutput } from "./draft/_wish-view.ts";
import { writeDrafts } from "./draft/_wish-write.ts";
import { draftChanged, draftRepeats, planHoldsNothing, planNumberUnknown, planRepeats } from "./draft/faults.ts";
import { kindUnknown } from "./faults.ts";
import { type InputOf, op } from "./op.ts";

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
  item: {
    type: "integer",
    min: 0,
    describe: "Of a plan: the number of the draft to show whole; 0 shows all in short.",
    word: "number",
  },
  skip: {
    type: "strings",
    describe: "Of a plan: the number of a draft that is left out; several as 3,5 or 4-9.",
    word: "numbers",
  },
  edited: {
    type: "strings",
    describe: "Of a plan: a draft as somebody edited it, its number in front: 3=…",
    word: "number=text",
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

/** All that one call has to decide with, and what it was given. */
interface Asked extends Drafted {
  readonly given: Given;
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

/** Asks where the caller or the settings want it. What a person edited stands as it is, and what is left out is nobody's: neither is asked about. */
async function withSuggestions(asked: Asked, looked: readonly LookedUp[]): Promise<readonly LookedUp[]> {
  const { said, given, desk } = asked;
  const isWanted = given.improve ?? desk.settings.models.improveDrafts;
  const places = [...looked.keys()].filter((at) => !said.texts.has(at) && !said.skipped.has(at));
  if (!isWanted || places.length === 0) return looked;
  const { improveDrafts } = await import("./draft/_improve-draft.ts");
  const draftings = draftingsOf(asked, looked).draftings.filter((_, at) => places.includes(at));
  const suggestions = await improveDrafts(asked, draftings);
  return looked.map((one, at) => ({ ...one, suggestion: suggestions[places.indexOf(at)] }));
}

function show(asked: Asked, looked: readonly LookedUp[]): Result<DraftOutput> {
  const made = draftsOf(asked, looked);
  if (!made.ok) return made;
  const { item } = asked.given;
  const { length } = made.value;
  if (item !== undefined && item > length) return err(planNumberUnknown({ given: String(item), drafts: length }));
  const shown = item === undefined || item === 0 || length === 1 ? {} : { item };
  return ok({ ...viewOfAll(asked, made.value), ...shown, written: false });
}

async function write(asked: Asked, looked: readonly LookedUp[]): Promise<Result<DraftOutput>> {
  const { desk, call, given } = asked;
  return transact<DraftOutput>(desk.backlog, desk.writing, async () => {
    const made = draftsOf(asked, looked);
    if (!made.ok) return made;
    const kept = made.value.filter(({ skipped }) => !skipped);
    if (given.seen !== undefined && given.seen !== digestOf(kept)) return err(draftChanged({}));
    if (kept.length === 0) return err(planHoldsNothing({ file: given.from ?? "" }));
    const repeated = given.again === true ? undefined : repeatIn(kept);
    if (repeated !== undefined) return err(repeated);
    const written = await writeDrafts(desk, placedAmong(kept), call.dryRun);
    if (!written.ok) return written;
    const { set, tickets } = written.value;
    const output: DraftOutput = {
      ...viewOfAll(asked, made.value, new Map(kept.map(({ place }, at) => [place, tickets[at]]))),
      written: !call.dryRun,
      ...(call.dryRun ? { dryRun: true as const } : {}),
    };
    return ok({ set, output });
  });
}

/** What says the same as an open ticket, or as another item of the same plan. */
function repeatIn(kept: readonly DraftAt[]): Fault | undefined {
  for (const { place, draft } of kept) {
    const { title } = draft;
    const ticket = draft.like.find(({ same }) => same);
    if (ticket !== undefined) return draftRepeats({ title, id: ticket.id });
    const item = draft.among.find(({ kind }) => kind === "same");
    if (item !== undefined) return planRepeats({ title, number: place + 1, earlier: item.place + 1 });
  }
  return undefined;
}
