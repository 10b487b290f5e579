import type { Fault } from "../../std/fault.ts";
import { codeOf, lineOf } from "../from-evidence/outside-text.ts";
import type { ChosenFile, ChosenFiles } from "./choose-files.ts";
import type { Criteria } from "./criteria.ts";
import { MAX_DRAFT_CRITERIA, MAX_FILES_CHOSEN } from "./limits.ts";

interface Points {
  readonly points: number;
  readonly reason: string;
}

/** Sections to which lines are added; nothing that stands there is taken away. */
export const ADDED_SECTIONS = ["Description", "Test Strategy", "Security Notes", "Implementation Notes"] as const;
export type AddedSection = (typeof ADDED_SECTIONS)[number];

export type SuggestedPart = "Acceptance Criteria" | "Affected Files" | "Impact" | "Effort" | AddedSection;

/** A part that was not taken, and why. */
export interface LeftPart {
  readonly part: string;
  readonly why: string;
}

/** What somebody else would write into a draft, read and in form. Each part may be missing. */
export interface SuggestedParts {
  readonly files?: readonly ChosenFile[];
  readonly criteria?: readonly string[];
  readonly impact?: Points;
  readonly effort?: Points;
  readonly added?: Readonly<Partial<Record<AddedSection, readonly string[]>>>;
}

/** What is taken over, and where it came from. Without parts it only tells what became of the question. */
export interface Suggestion extends SuggestedParts {
  readonly improved: Improved;
}

/** What a draft tells about its parts that came from elsewhere. */
export interface Improved {
  /** Who answered. */
  readonly by?: string;
  /** The answer was given before. */
  readonly kept?: boolean;
  readonly parts: readonly SuggestedPart[];
  readonly left: readonly LeftPart[];
  /** Why nothing was taken: the draft is the same as if nobody had been asked. */
  readonly fault?: Fault;
}

/** The files with those suggested in the place of those that were found by words alone. */
export function withFiles(suggestion: SuggestedParts | undefined, chosen: ChosenFiles): ChosenFiles {
  const files = suggestion?.files;
  if (files === undefined) return chosen;
  const said = saidFiles(chosen.files);
  const more = files.filter(({ path }) => !said.some((one) => one.path === path));
  return { files: [...said, ...more].slice(0, Math.max(said.length, MAX_FILES_CHOSEN)), near: [] };
}

/** Files that a person named, or that follow from a name; the rest was guessed from words, or belongs to a guess as its note says. */
function saidFiles(files: readonly ChosenFile[]): readonly ChosenFile[] {
  const guesses = files.flatMap(({ path, found }) => (found !== undefined && "words" in found.by ? [path] : []));
  const guessed = new Set(guesses);
  const isOfGuess = ({ note, found }: ChosenFile): boolean =>
    found === undefined && note.split(" ").some((word) => guessed.has(word));
  return files.filter((file) => !guessed.has(file.path) && !isOfGuess(file));
}

/** The criteria with those suggested in the place of those that were made; what the gates say stays last, and questions stay open. */
export function withCriteria(suggestion: SuggestedParts | undefined, made: Criteria): Criteria {
  const { criteria } = suggestion ?? {};
  if (criteria === undefined) return made;
  const suggested = criteria.map((text, at) => ({ sort: at === 0 ? ("happy" as const) : ("edge" as const), text }));
  return {
    criteria: [...suggested.slice(0, MAX_DRAFT_CRITERIA - 1), ...made.criteria.slice(-1)],
    questions: made.questions,
  };
}

/** The text of a section with the lines that were added to it. */
export function withLines(suggestion: SuggestedParts | undefined, heading: string, text: string): string {
  const section = ADDED_SECTIONS.find((one) => one === heading);
  const lines = section === undefined ? undefined : suggestion?.added?.[section];
  if (lines === undefined) return text;
  return [text, lines.map((line) => `- ${lineOf(line)}`).join("\n")].filter((part) => part !== "").join("\n\n");
}

/** Says in the ticket which parts are not Docket's own. */
export function originLine(suggestion: Suggestion | undefined): readonly string[] {
  const { by, parts } = suggestion?.improved ?? { by: undefined, parts: [] };
  return by === undefined || parts.length === 0 ? [] : [`From ${codeOf(by)}, and checked: ${parts.join(", ")}.`];
}
