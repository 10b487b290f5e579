import type { FieldValue } from "../../ticket/model.ts";
import type { ChosenFile } from "./choose-files.ts";
import type { Cost } from "./cost.ts";
import type { Criterion } from "./criteria.ts";
import type { FoundCode } from "./found-code.ts";
import type { Reasoned } from "./kind.ts";
import type { Alike, Dependency, LikeTicket, OtherTicket } from "./other-tickets.ts";
import type { Answers, Question } from "./questions.ts";
import type { Tag } from "./risks.ts";
import type { Improved, Suggestion } from "./suggestion.ts";
import type { Among } from "./tie.ts";
import type { Wish } from "./wish.ts";

/** All that a draft is made from. */
export interface Drafting {
  readonly wish: Wish;
  readonly code: FoundCode;
  readonly others: readonly OtherTicket[];
  readonly alike: Alike;
  /** Gates that have a command, by name. */
  readonly gates: Readonly<Record<string, string>>;
  readonly minCriteria: number;
  /** Kinds that tickets may have here. */
  readonly kinds: readonly string[];
  /** What the caller has decided; it is not guessed again. */
  readonly chosen: { readonly kind?: string | undefined; readonly priority?: string | undefined };
  /** The kind that a plan names. */
  readonly planned?: string | undefined;
  /** Where the wish stands: the headings above it in a plan. */
  readonly under?: readonly string[];
  /** Criteria that a plan brings along, in its own words. */
  readonly given?: readonly string[];
  /** Questions that were open before the code was looked at. */
  readonly asked?: readonly Question[];
  /** What was answered; the wish holds the outcome already. */
  readonly answers: Answers;
  /** What it has to do with other items of the same plan. */
  readonly among?: readonly Among[];
  /** What somebody else would write, as far as it was accepted. */
  readonly suggestion?: Suggestion | undefined;
}

/** Where a draft stands, in the words that routing uses too. */
export type DraftReadiness = "duplicate" | "requirements_sync_needed" | "preflight_needed" | "implementation_ready";

export interface Points {
  readonly points: number;
  readonly reason: string;
}

/** A whole ticket made of a sentence, before it has an id. */
export interface WishDraft {
  readonly title: string;
  /** The wish in the program's words, so that a misunderstanding shows. */
  readonly restated: string;
  readonly kind: Reasoned;
  readonly priority: string | undefined;
  readonly tags: readonly Tag[];
  readonly files: readonly ChosenFile[];
  readonly criteria: readonly Criterion[];
  readonly like: readonly LikeTicket[];
  readonly dependencies: readonly Dependency[];
  readonly among: readonly Among[];
  readonly impact: Points;
  readonly effort: Points;
  readonly cost: Cost;
  readonly preflight: readonly string[];
  readonly questions: readonly Question[];
  readonly readiness: DraftReadiness;
  /** Only where somebody else was asked. */
  readonly improved?: Improved;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly body: string;
}

export type Draftable = Omit<WishDraft, "fields" | "body">;
