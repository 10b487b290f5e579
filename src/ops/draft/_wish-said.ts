import { resolve } from "node:path";
import { maskSecretsInEach } from "../../findings/mask-secrets.ts";
import { MAX_PLAN_BYTES } from "../../plan/draft/limits.ts";
import type { Answers, Question } from "../../plan/draft/questions.ts";
import { type ReadPlan, readPlan } from "../../plan/draft/read-plan.ts";
import { readWish } from "../../plan/draft/wish.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { checkBody } from "../../ticket/clean.ts";
import type { Asked } from "../_change-ticket.ts";
import { oneOfNeeded, textEmpty } from "../faults.ts";
import { readEdited, readNumbers } from "./_plan-numbers.ts";
import { readAnswers } from "./_wish-answers.ts";
import { planHoldsNothing, planTooLong } from "./faults.ts";

/** All that somebody said, without what looks like a secret. */
export interface Said {
  readonly plan: ReadPlan;
  /** For each item of the plan. */
  readonly answers: readonly Answers[];
  /** Drafts that were edited by hand, by their places. */
  readonly texts: ReadonlyMap<number, string>;
  /** Places of the drafts that are left out. */
  readonly skipped: ReadonlySet<number>;
  readonly masked: number;
}

interface Words {
  readonly wish?: string | undefined;
  readonly from?: string | undefined;
  readonly text?: string | undefined;
  readonly answer?: readonly string[] | undefined;
  readonly edited?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
}

/** Reads the sentence or the plan, the answers and the edited text. Secrets go before anything is looked up or kept. */
export async function readSaid(asked: Asked, words: Words): Promise<Result<Said>> {
  const { wish, from } = words;
  if ((wish === undefined) === (from === undefined)) return err(oneOfNeeded({ flags: "a sentence or --from" }));
  if (words.text !== undefined && from !== undefined) return err(oneOfNeeded({ flags: "--text or --from" }));
  const given = from === undefined ? checkBody(wish ?? "") : planText(asked, from);
  if (!given.ok) return given;
  const texts: string[] = [];
  for (const one of [...(words.edited ?? []), ...(words.text === undefined ? [] : [`1=${words.text}`])]) {
    const text = checkBody(one);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  const all = [given.value, ...texts, ...(words.answer ?? [])];
  const [clean = "", ...cleanRest] = await maskSecretsInEach(all);
  const plan = from === undefined ? planOfWish(clean) : planOfFile(clean, from);
  if (!plan.ok) return plan;
  const drafts = plan.value.items.length;
  const answers = readAnswers(cleanRest.slice(texts.length), drafts);
  if (!answers.ok) return answers;
  const edited = readEdited(cleanRest.slice(0, texts.length), drafts);
  if (!edited.ok) return edited;
  const skipped = readNumbers(words.skip ?? [], drafts);
  if (!skipped.ok) return skipped;
  const masked = masksIn([clean, ...cleanRest]) - masksIn(all);
  return ok({
    ...{ plan: plan.value, answers: answers.value, masked },
    ...{ texts: edited.value, skipped: skipped.value },
  });
}

/** What was answered about one draft. */
export const answersFor = ({ answers }: Said, at: number): Answers => answers[at] ?? new Map();

const masksIn = (texts: readonly string[]): number => texts.join("\n").split("[masked: ").length - 1;

function planText({ world, call }: Asked, from: string): Result<string> {
  const bytes = world.files.read(resolve(call.cwd, from), MAX_PLAN_BYTES);
  if (bytes.ok) return ok(new TextDecoder().decode(bytes.value).toWellFormed());
  if (bytes.fault.code !== "file-too-large") return bytes;
  return err({ ...bytes.fault, hint: "split the plan: a part at a time can be read" });
}

function planOfFile(text: string, file: string): Result<ReadPlan> {
  const plan = readPlan(text);
  if (plan.items.length === 0) return err(planHoldsNothing({ file }));
  return plan.more > 0 ? err(planTooLong({ file, items: plan.items.length + plan.more })) : ok(plan);
}

/** A single wish is a plan of one item. */
function planOfWish(text: string): Result<ReadPlan> {
  if (readWish(text).sentence === "") return err(textEmpty({ input: "wish" }));
  const item = { text, line: 1, under: [], details: "", criteria: [], after: [], lost: [] };
  return ok({ items: [item], passedOver: [], more: 0 });
}

/** Words that name no other item of the plan: which ticket do they mean? Somebody may have said that it is none. */
export const orderQuestions = (lost: readonly string[], answers: Answers): readonly Question[] =>
  lost.length === 0 || /^\s*(?:none|nothing|no)\b/i.test(answers.get("order") ?? "")
    ? []
    : [
        {
          id: "order",
          text: `It waits for ${lost.map((words) => `"${words}"`).join(" and ")}. Which ticket is that?`,
          otherwise: "it waits for nothing, and a person is asked",
        },
      ];
