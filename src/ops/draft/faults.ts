import { faultKind } from "../../std/fault.ts";

export const draftRepeats = faultKind<{ readonly title: string; readonly id: string }>({
  code: "draft-repeats",
  exit: "findings",
  summary: "A draft was to be written that says the same as an open ticket.",
  message: ({ title, id }) => `${JSON.stringify(title.slice(0, 80))} says the same as ${id}; nothing was written`,
  where: ({ id }) => id,
  hint: ({ id }) => `look at it: docket show ${id}; to write it all the same, say --again`,
});

export const planHoldsNothing = faultKind<{ readonly file: string }>({
  code: "plan-holds-nothing",
  exit: "usage",
  summary: "A plan was to be split into tickets and holds no open item of a list and no heading with words under it.",
  message: () => "the plan holds nothing to do",
  where: ({ file }) => file,
  hint: () => "write the work as items of a list or as headings with a paragraph; ticked items and goals do not count",
});

export const planTooLong = faultKind<{ readonly file: string; readonly items: number }>({
  code: "plan-too-long",
  exit: "usage",
  summary: "A plan would become more tickets than one call writes.",
  message: ({ items }) => `the plan would become ${items} tickets; 100 are the most for one call`,
  where: ({ file }) => file,
  hint: () => "split the file; a part at a time can be read again",
});

export const answerNotValid = faultKind<{ readonly answer: string; readonly drafts: number }>({
  code: "answer-not-valid",
  exit: "usage",
  summary: "An answer to a question of a draft has another form than `id=text`, or no question has that id.",
  message: ({ answer }) => `${JSON.stringify(answer.slice(0, 80))} answers no question of a draft`,
  hint: ({ drafts }) =>
    drafts === 1
      ? "say --answer ID=TEXT with the id of a question as the draft gives it: files, steps, fast, wrong …"
      : `say --answer N.ID=TEXT with the number of the draft, 1 to ${drafts}, and the id of its question`,
});

export const planRepeats = faultKind<{ readonly title: string; readonly number: number; readonly earlier: number }>({
  code: "plan-repeats",
  exit: "findings",
  summary: "Two items of a plan say the same, and both were to be written.",
  message: ({ title, number, earlier }) =>
    `${JSON.stringify(title.slice(0, 80))}, number ${number}, says the same as number ${earlier}; nothing was written`,
  hint: ({ number }) => `leave one of them out: --skip ${number}; to write both all the same, say --again`,
});

export const planNumberUnknown = faultKind<{ readonly given: string; readonly drafts: number }>({
  code: "plan-number-unknown",
  exit: "usage",
  summary: "A number that should name a draft of a plan names none.",
  message: ({ given }) => `${JSON.stringify(given.slice(0, 80))} names no draft of the plan`,
  hint: ({ drafts }) =>
    drafts === 1 ? "there is only one draft: number 1" : `say a number from 1 to ${drafts}, several as 3,5 or 4-9`,
});

export const draftChanged = faultKind<Record<never, never>>({
  code: "draft-changed",
  exit: "held",
  summary: "The draft is not what was shown any more: code, backlog or settings changed meanwhile.",
  message: () => "the draft is not the one that was shown any more; nothing was written",
  hint: () => "look at it again, and agree to what it says now",
});

/** Every fault of drafting; the reference in docs/ is made from this. */
export const draftFaults = [
  ...[draftRepeats, planHoldsNothing, planTooLong, planRepeats, planNumberUnknown],
  ...[answerNotValid, draftChanged],
] as const;
