import type { World } from "../../ports/world.ts";
import { agentMark } from "../../store/actor.ts";
import type { Choice, Dialog, DialogQuestion } from "../op.ts";
import type { DraftOutput, DraftView } from "./_wish-view.ts";

/**
 * What a person is asked about drafts. Of a single one: its open questions, and whether it is to be written. Of a plan:
 *
 *   all in short ─┬─▶ create, leave
 *        ▲        └─▶ each: one draft whole ─▶ yes, skip, edit, reply ─▶ the next one ─┐
 *        └──────────────────────────────────── all, quit, or after the last one ◀───────┘
 */
export function draftDialog(output: DraftOutput, { environment }: Pick<World, "environment">): Dialog | undefined {
  const { drafts, written, dryRun, item } = output;
  const { CI } = environment.variables;
  const isUnattended = agentMark({ environment }) !== undefined || !["", "0", "false", undefined].includes(CI);
  if (written || dryRun === true || isUnattended) return undefined;
  const shown = item === undefined ? undefined : drafts[item - 1];
  if (item !== undefined && shown !== undefined) return itemDialog(output, { number: item, shown });
  const [only] = drafts;
  if (drafts.length === 1 && only !== undefined) return singleDialog(output, only);
  return planDialog(output);
}

function singleDialog(output: DraftOutput, only: DraftView): Dialog {
  return {
    lead: [only.restated, ...likeLines(only)],
    questions: only.questions.map(questionFor),
    choices: [createChoice(output), ...editChoice(only, (text) => ({ text })), ...replyChoice(only), LEAVE],
  };
}

function planDialog(output: DraftOutput): Dialog {
  const kept = output.drafts.filter(isKept);
  const first = nextAfter(output, 0);
  const each: Choice = { word: "each", says: "look at them one by one", does: { call: { item: first } } };
  const choices = kept.length === 0 ? [LEAVE] : [createChoice(output), each, LEAVE];
  return { lead: [], questions: [], choices };
}

interface Shown {
  readonly number: number;
  readonly shown: DraftView;
}

/** Nothing is written before all of them were seen: each choice leads to the next one, and at the end to all in short. */
function itemDialog(output: DraftOutput, { number, shown }: Shown): Dialog {
  const next = nextAfter(output, number);
  const last = output.drafts.length;
  const rest = number === last ? String(number) : `${number}-${last}`;
  const inputFor = (text: string) => ({ edited: [`${number}=${text}`] });
  const choices: readonly Choice[] = [
    { word: "yes", says: `take it (${number} of ${last})`, does: { call: { item: next } } },
    { word: "skip", also: "no", says: "leave it out", does: { call: { skip: [String(number)], item: next } } },
    ...editChoice(shown, inputFor),
    ...replyChoice(shown),
    { word: "all", says: "take it and those after it", does: { call: { item: 0 } } },
    { word: "quit", says: "leave it and those after it out", does: { call: { skip: [rest], item: 0 } } },
  ];
  return { lead: [], questions: [], choices };
}

const isKept = ({ skipped }: DraftView): boolean => skipped !== true;

/** Number of the next draft that is not left out; 0 where there is none. */
const nextAfter = ({ drafts }: DraftOutput, number: number): number =>
  drafts.findIndex((draft, at) => at >= number && isKept(draft)) + 1;

const likeLines = ({ like }: DraftView): readonly string[] =>
  like.map(({ id, title, same }) => `${same ? "says the same" : "near to it"}: ${id} ${title}`);

function createChoice({ drafts, digest }: DraftOutput): Choice {
  const kept = drafts.filter(isKept);
  const tickets = drafts.length === 1 ? "the ticket" : kept.length === 1 ? "one ticket" : `${kept.length} tickets`;
  const [first] = kept.flatMap(repeatsIn);
  return {
    word: "create",
    says: first === undefined ? `write ${tickets} as shown` : `write ${tickets} although ${first}`,
    does: { call: { yes: true, seen: digest, ...(first === undefined ? {} : { again: true }) } },
  };
}

const repeatsIn = ({ like, plan, title }: DraftView): readonly string[] => [
  ...like.filter(({ same }) => same).map(({ id }) => `${id} says the same`),
  ...(plan?.among ?? [])
    .filter(({ kind }) => kind === "same")
    .map(({ draft }) => `number ${draft} says the same as "${title}"`),
];

function editChoice(
  { text }: DraftView,
  inputFor: (text: string) => Readonly<Record<string, unknown>>,
): readonly Choice[] {
  if (text === undefined) return [];
  return [
    { word: "edit", says: "change it in your editor first", does: { edit: { name: "draft.md", text }, inputFor } },
  ];
}

/** Questions that were left open can be answered later, too. */
function replyChoice({ questions }: DraftView): readonly Choice[] {
  if (questions.length === 0) return [];
  const says = questions.length === 1 ? "answer its open question" : `answer its ${questions.length} open questions`;
  return [{ word: "reply", says, does: { ask: questions.map(questionFor) } }];
}

const questionFor = ({ id, text, otherwise }: DraftView["questions"][number]): DialogQuestion => ({
  text,
  otherwise,
  inputFor: (answer) => ({ answer: [`${id}=${answer}`] }),
});

const LEAVE: Choice = { word: "leave", says: "write nothing", does: { leave: "nothing was written" } };
