import { type Answers, QUESTION_IDS, type QuestionId } from "../../plan/draft/questions.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { answerNotValid } from "./faults.ts";

const FORM = /^\s*(?:(\d{1,4})\.)?([a-z]+)=(.*)$/s;

/**
 * Sorts answers by the draft they are for: `files=src/a.ts` for the only one, `3.files=src/a.ts` for the third of a plan. An empty answer is
 * none; of two to the same question the later counts.
 */
export function readAnswers(given: readonly string[], drafts: number): Result<readonly Answers[]> {
  const sorted: readonly Map<QuestionId, string>[] = Array.from({ length: drafts }, () => new Map());
  for (const one of given) {
    const [, place = drafts === 1 ? "1" : "", name = "", text = ""] = FORM.exec(one) ?? [];
    const id = QUESTION_IDS.find((known) => known === name);
    const answers = sorted[Number(place) - 1];
    if (id === undefined || answers === undefined) return err(answerNotValid({ answer: one, drafts }));
    if (text.trim() !== "") answers.set(id, text.trim());
  }
  return ok(sorted);
}

/** What a question is called in an answer. */
export const answerName = (id: string, { at, of }: { readonly at: number; readonly of: number }): string =>
  of === 1 ? id : `${at + 1}.${id}`;
