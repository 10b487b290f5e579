import { faultKind } from "../std/fault.ts";
import { MAX_ANSWER_BYTES, MAX_QUESTION_BYTES } from "./limits.ts";

export const modelNotSet = faultKind<Record<string, never>>({
  code: "model-not-set",
  exit: "usage",
  summary: "A model was to be asked, and the settings name no command for it.",
  message: () => "models.command is not set, so nobody was asked",
  hint: () => "name a command in docket.yaml, as docs/models.md shows, and agree to it: docket trust",
});

interface Said {
  readonly name: string;
  /** `ended with 3`. */
  readonly how: string;
  readonly said: string;
}

export const modelFailed = faultKind<Said>({
  code: "model-failed",
  exit: "findings",
  summary: "The command for a model is not there, or ended with an error.",
  message: ({ name, how, said }) => `${name} ${how}${said === "" ? "" : `: ${said}`}`,
  hint: () => "try the command of models.command by itself",
});

export const modelTimedOut = faultKind<{ readonly name: string; readonly limitMs: number }>({
  code: "model-timed-out",
  exit: "findings",
  summary: "A model gave no answer in time and was stopped.",
  message: ({ name, limitMs }) => `${name} gave no answer within ${limitMs / 1000} s`,
  hint: () => "raise models.limitMs, or choose a quicker model",
});

export const modelAnswerTooLong = faultKind<{ readonly name: string }>({
  code: "model-answer-too-long",
  exit: "findings",
  summary: "A model printed more than is read of an answer.",
  message: ({ name }) => `${name} printed more than ${MAX_ANSWER_BYTES / 1024} kB`,
});

export const modelNotUnderstood = faultKind<{ readonly name: string; readonly why: string }>({
  code: "model-not-understood",
  exit: "findings",
  summary: "What a model printed is not the JSON that was asked for.",
  message: ({ name, why }) => `the answer of ${name} was not understood: ${why}`,
  hint: () => "the command prints one JSON value and nothing else: docs/models.md",
});

export const modelRefused = faultKind<{ readonly name: string; readonly why: string }>({
  code: "model-refused",
  exit: "findings",
  summary: "A model said that it does not answer.",
  message: ({ name, why }) => `${name} does not answer: ${why}`,
});

export const modelQuestionTooLong = faultKind<{ readonly task: string }>({
  code: "model-question-too-long",
  exit: "findings",
  summary: "A question to a model would be longer than is sent.",
  message: ({ task }) => `the question ${task} is longer than ${MAX_QUESTION_BYTES / 1024} kB, so nobody was asked`,
});

export const modelPlaceFailed = faultKind<{ readonly reason: string }>({
  code: "model-place-failed",
  exit: "findings",
  summary: "The place in which a model would read a copy of the files could not be made.",
  message: ({ reason }) => `there is no copy of the files to read: ${reason}`,
  hint: () => "models.reads: nothing asks without one",
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const modelFaults = [
  modelNotSet,
  modelFailed,
  modelTimedOut,
  modelAnswerTooLong,
  modelNotUnderstood,
  modelRefused,
  modelQuestionTooLong,
  modelPlaceFailed,
] as const;
