import { lineOf } from "../from-evidence/outside-text.ts";
import type { Criterion } from "./criteria.ts";
import { MAX_DRAFT_CRITERIA } from "./limits.ts";
import { namesIn } from "./names-in.ts";
import type { Answers } from "./questions.ts";
import { type Wish, wordsThatTell } from "./wish.ts";

/** The wish with what was answered, so that code and backlog are asked about both. */
export function wishWithAnswers(wish: Wish, answers: Answers): Wish {
  const where = [answers.get("meaning"), answers.get("files")].filter((one) => one !== undefined).join("\n");
  const named = namesIn(where);
  const words = named.paths.length + named.names.length > 0 ? [] : wordsThatTell(where);
  const fast = answers.get("fast");
  const steps = answers.get("steps");
  const order = namesIn(`after ${answers.get("order") ?? ""}`);
  return {
    ...wish,
    paths: once([...wish.paths, ...named.paths]),
    names: answers.has("meaning") ? named.names : once([...wish.names, ...named.names]),
    words: once([...words, ...wish.words]),
    waitsFor: once([...wish.waitsFor, ...order.waitsFor]),
    amounts: fast === undefined ? wish.amounts : once([lineOf(fast, MAX_ANSWER), ...wish.amounts]),
    ...(steps === undefined ? {} : { condition: conditionOf(steps) }),
  };
}

const MAX_ANSWER = 300;

const once = (all: readonly string[]): readonly string[] => [...new Set(all)];

/** "When the cart is empty." and "the cart is empty" say the same. */
const conditionOf = (steps: string): string =>
  lineOf(steps, MAX_ANSWER)
    .replace(/^(?:when|if|whenever)\s+/i, "")
    .replace(/[\s.]+$/, "");

/** Criteria that an answer holds, in its own words as far as they have the form. */
export function criteriaInAnswers({ object }: Wish, answers: Answers): readonly Criterion[] {
  const more = linesOf(answers.get("criteria")).map((text): Criterion => ({ sort: "happy", text }));
  const wrong = linesOf(answers.get("wrong")).map(
    (text): Criterion => ({
      sort: "error",
      text: hasForm(text) ? text : `Given it goes wrong with ${lineOf(object, 160)}, when it is tried, then ${text}`,
    }),
  );
  return [...more, ...wrong].slice(0, MAX_DRAFT_CRITERIA);
}

/** One a line, or parted by semicolons. A link to a check is for those who know the checks. */
const linesOf = (text = ""): readonly string[] =>
  text
    .split(/\s*(?:\n|;)\s*/)
    .map((line) => lineOf(line.replace(/\(\s*check\s*:/gi, "(check "), MAX_ANSWER).replace(/[\s.]+$/, ""))
    .filter((line) => line !== "");

const hasForm = (text: string): boolean => /^given\b.*\bwhen\b.*\bthen\b/i.test(text);
