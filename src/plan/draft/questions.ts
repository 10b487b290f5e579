import { MAX_QUESTIONS } from "./limits.ts";

/** What only a person, or somebody who looks further, can say; the draft changes with the answer. */
export interface Question {
  /** Names it in an answer; each stands once in a draft. */
  readonly id: QuestionId;
  readonly text: string;
  /** What is taken when nobody answers. */
  readonly otherwise: string;
}

/** In the order of how much hangs on the answer: the first ones are asked. */
export const QUESTION_IDS = ["order", "meaning", "files", "steps", "fast", "wrong", "criteria", "gate"] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

/** Answers by the ids of their questions. */
export type Answers = ReadonlyMap<string, string>;

/** The few questions that are asked, the weightiest first and none twice; when one is answered another may come up. */
export function questionsToAsk(open: readonly Question[]): readonly Question[] {
  const once = open.filter(({ id }, at) => open.findIndex((one) => one.id === id) === at);
  return once.toSorted((a, b) => QUESTION_IDS.indexOf(a.id) - QUESTION_IDS.indexOf(b.id)).slice(0, MAX_QUESTIONS);
}
