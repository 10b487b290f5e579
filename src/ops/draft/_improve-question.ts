import type { Question } from "../../model/ask-model.ts";
import { MAX_DRAFT_CRITERIA, MAX_FILES_CHOSEN } from "../../plan/draft/limits.ts";
import type { Drafting, WishDraft } from "../../plan/draft/wish-draft.ts";
import { ANSWER_FORM, type DraftAnswer, readDraftAnswer } from "./_improve-answer.ts";

const INSTRUCTIONS =
  "Improve this draft of a ticket for a software project, so that a developer who has not seen it can begin. Leave out each part that is good already. " +
  "`files`: at most five, all that has to change and its tests; action is modify for a file that is there, create for a new one. " +
  '`criteria`: all of them anew, each "Given …, when …, then …" in one line, each to be shown by a test, with every name, flag and amount of the wish. ' +
  "`impact` and `effort`: points of 1, 2, 3, 5, 8, 13, at most one step from the draft's. `description`, `tests`, `security`, `notes`: lines to be added, about this project and not in general. " +
  "Name only files and definitions that are there. Leave nothing for later: what you do not know you leave out.";

/** What is told of a wish beyond its first sentence. */
const MAX_DETAILS = 8000;
const MAX_FILES_TOLD = 25;

/** The question for a better draft: what Docket knows, and apart from it the words of others. */
export function questionAbout(drafting: Drafting, draft: WishDraft): Question<DraftAnswer> {
  const { wish, code, gates, minCriteria, under = [], given = [] } = drafting;
  const { kind, restated, files, criteria, impact, effort, like } = draft;
  return {
    task: "improve-draft",
    instructions: INSTRUCTIONS,
    answer: ANSWER_FORM,
    known: {
      ...{ kind: kind.name, impact: impact.points, effort: effort.points, gates },
      limits: { files: MAX_FILES_CHOSEN, fewestCriteria: minCriteria, mostCriteria: MAX_DRAFT_CRITERIA },
    },
    // The draft and what was found in the code hold words of others too.
    outside: {
      wish: wish.sentence,
      details: wish.details.slice(0, MAX_DETAILS),
      ...{ under, given },
      draft: {
        restated,
        files: files.map(({ path, action, note }) => ({ path, action, reason: note })),
        criteria: criteria.map(({ text }) => text),
      },
      code: code.files.slice(0, MAX_FILES_TOLD).map(({ path, lines, symbols, tests }) => ({
        ...{ path, lines, tests: tests.slice(0, 3) },
        symbols: symbols.map(({ name }) => name),
      })),
      likeTickets: like.map(({ title }) => title),
    },
    read: readDraftAnswer,
  };
}
