import type { World } from "../../ports/world.ts";
import { agentMark } from "../../store/actor.ts";
import type { Choice, Dialog } from "../op.ts";
import type { DraftOutput } from "./_wish-view.ts";

/** What a person is asked about drafts: the open questions, and whether they are to be written as they stand. */
export function draftDialog(output: DraftOutput, { environment }: Pick<World, "environment">): Dialog | undefined {
  const { drafts, written, dryRun } = output;
  const { CI } = environment.variables;
  const isUnattended = agentMark({ environment }) !== undefined || !["", "0", "false", undefined].includes(CI);
  if (written || dryRun === true || isUnattended) return undefined;
  const [only] = drafts;
  const questions = drafts.length === 1 ? (only?.questions ?? []) : [];
  return {
    lead: only === undefined ? [] : [only.restated, ...likeLines(only)],
    questions: questions.map(({ id, text, otherwise }) => ({
      text,
      otherwise,
      inputFor: (answer) => ({ answer: [`${id}=${answer}`] }),
    })),
    choices: [createChoice(output), ...editChoice(output), LEAVE],
  };
}

const likeLines = ({ like }: DraftOutput["drafts"][number]): readonly string[] =>
  like.map(({ id, title, same }) => `${same ? "says the same" : "near to it"}: ${id} ${title}`);

function createChoice({ drafts, digest }: DraftOutput): Choice {
  const same = drafts.flatMap(({ like }) => like.filter((one) => one.same));
  const tickets = drafts.length === 1 ? "the ticket" : `all ${drafts.length} tickets`;
  const [first] = same;
  return {
    word: "create",
    says: first === undefined ? `write ${tickets} as shown` : `write ${tickets} although ${first.id} says the same`,
    does: { call: { yes: true, seen: digest, ...(first === undefined ? {} : { again: true }) } },
  };
}

function editChoice({ drafts }: DraftOutput): readonly Choice[] {
  const [only] = drafts;
  if (only?.text === undefined) return [];
  const inputFor = (text: string) => ({ text });
  const edit = { name: "draft.md", text: only.text };
  return [{ word: "edit", says: "change it in your editor first", does: { edit, inputFor } }];
}

const LEAVE: Choice = { word: "leave", says: "write nothing", does: { leave: "nothing was written" } };
