import { wordsOf } from "../../evidence/likeness/words.ts";
import { criteriaInAnswers } from "./answers.ts";
import type { ChosenFile } from "./choose-files.ts";
import { MAX_DRAFT_CRITERIA } from "./limits.ts";
import { ADDED_SECTIONS, type LeftPart, type SuggestedPart, type SuggestedParts } from "./suggestion.ts";
import type { Drafting, WishDraft } from "./wish-draft.ts";

export interface Judging {
  readonly drafting: Drafting;
  /** What was drafted without any suggestion. */
  readonly draft: WishDraft;
  /** Most effort that a ticket may have before it has to be split. */
  readonly maxEffort: number;
}

/** One part that may be taken. */
export interface PartToTake {
  readonly part: SuggestedPart;
  readonly parts: SuggestedParts;
}

/** Says of each suggested part whether it may be taken: it must say what the wish says, and must not hold the ticket back. */
export function judgeParts(
  judging: Judging,
  suggested: SuggestedParts,
): { readonly take: readonly PartToTake[]; readonly left: readonly LeftPart[] } {
  const { files, criteria, impact, effort, added = {} } = suggested;
  const all: readonly (PartToTake & { readonly wrong: string | undefined })[] = [
    ...(criteria === undefined
      ? []
      : [{ part: "Acceptance Criteria" as const, parts: { criteria }, wrong: criteriaWrong(judging, criteria) }]),
    ...(files === undefined
      ? []
      : [{ part: "Affected Files" as const, parts: { files }, wrong: filesWrong(judging, files) }]),
    ...(impact === undefined
      ? []
      : [
          {
            part: "Impact" as const,
            parts: { impact },
            wrong: pointsWrong(judging.draft.impact.points, impact.points),
          },
        ]),
    ...(effort === undefined
      ? []
      : [{ part: "Effort" as const, parts: { effort }, wrong: effortWrong(judging, effort.points) }]),
    ...ADDED_SECTIONS.flatMap((part) => {
      const lines = added[part];
      return lines === undefined ? [] : [{ part, parts: { added: { [part]: lines } }, wrong: undefined }];
    }),
  ];
  return {
    take: all.filter(({ wrong }) => wrong === undefined),
    left: all.flatMap(({ part, wrong: why }) => (why === undefined ? [] : [{ part, why }])),
  };
}

/** The parts as one suggestion. */
export function partsTogether(all: readonly PartToTake[]): SuggestedParts {
  let sum: SuggestedParts = {};
  for (const { parts } of all) {
    const added = { ...sum.added, ...parts.added };
    sum = { ...sum, ...parts, ...(Object.keys(added).length === 0 ? {} : { added }) };
  }
  return sum;
}

function filesWrong({ draft }: Judging, files: readonly ChosenFile[]): string | undefined {
  const known = new Set(draft.files.map(({ path }) => path));
  const isSame = files.length === known.size && files.every(({ path }) => known.has(path));
  return isSame ? "they are the files that were found anyway" : undefined;
}

const FORM = /^given\b.+\bwhen\b.+\bthen\b.+/i;

function criteriaWrong({ drafting, draft }: Judging, criteria: readonly string[]): string | undefined {
  const { wish, minCriteria, given = [], answers } = drafting;
  const own = given.length + criteriaInAnswers(wish, answers).length;
  if (own >= minCriteria) return "there are enough from a person";
  const loose = criteria.find((text) => !FORM.test(text));
  if (loose !== undefined) return `it is no "Given …, when …, then …": ${loose.slice(0, 60)}`;
  const distinct = new Set(criteria.map((text) => wordsOf(text).join(" "))).size;
  if (distinct < criteria.length) return "two of them say the same";
  // The last one is what the gates say, and stays.
  const least = Math.max(1, Math.min(minCriteria, MAX_DRAFT_CRITERIA) - own - 1);
  if (criteria.length < least) return `there are ${criteria.length} of at least ${least}`;
  const text = criteria.join("\n");
  const before = draft.criteria.map((one) => one.text).join("\n");
  const lost = [...wish.names, ...wish.flags, ...wish.amounts].find(
    (one) => before.includes(one) && !text.includes(one),
  );
  if (lost !== undefined) return `what the wish says is lost: ${lost.slice(0, 60)}`;
  const words = new Set(wordsOf(text));
  const held = wish.words.filter((word) => [...words].some((one) => one.startsWith(word.slice(0, STEM))));
  return held.length * 2 < wish.words.length ? "they hold less than half of the words of the wish" : undefined;
}

/** So many letters tell that two words are forms of one. */
const STEM = 5;

const SCALE = [1, 2, 3, 5, 8, 13];

/** A guess from words may be off by a step; what is further off is for a person to say. */
function pointsWrong(now: number, wanted: number): string | undefined {
  const at = SCALE.indexOf(wanted);
  if (at < 0) return `${wanted} is none of ${SCALE.join(", ")}`;
  const from = SCALE.findLastIndex((points) => points <= now);
  return Math.abs(at - from) > 1 ? `${wanted} is more than one step from ${now}` : undefined;
}

function effortWrong({ draft, maxEffort }: Judging, wanted: number): string | undefined {
  const { points } = draft.effort;
  if (wanted > maxEffort && points <= maxEffort) return `${wanted} would be too large for one ticket; a person says so`;
  return pointsWrong(points, wanted);
}
