import type { PlanItem } from "../../plan/draft/plan-item.ts";
import type { Question } from "../../plan/draft/questions.ts";
import type { ReadPlan } from "../../plan/draft/read-plan.ts";
import type { Improved } from "../../plan/draft/suggestion.ts";
import type { WishDraft } from "../../plan/draft/wish-draft.ts";
import type { Kind } from "../../ticket/kinds.ts";
import type { TicketLine } from "../_ticket-view.ts";
import { answerName } from "./_wish-answers.ts";
import { textOfDraft } from "./_wish-text.ts";

/** A draft as programs read it: every part with its reason, and the text that is or would be written. */
export interface DraftView {
  /** Only of a ticket that was written. */
  readonly id?: string;
  readonly title: string;
  readonly restated: string;
  readonly kind: string;
  readonly priority?: string;
  readonly readiness: string;
  /** At most three, each with the id by which it is answered and with what is taken when nobody does. */
  readonly questions: readonly (Omit<Question, "id"> & { readonly id: string })[];
  readonly like: WishDraft["like"];
  readonly files: readonly { readonly path: string; readonly action: string; readonly reason: string }[];
  readonly criteria: readonly string[];
  readonly dependencies: WishDraft["dependencies"];
  readonly labels: readonly string[];
  readonly reasons: Readonly<Record<string, string>>;
  readonly preflight: readonly string[];
  readonly cost: WishDraft["cost"];
  readonly fields: WishDraft["fields"];
  readonly body: string;
  /** Only where somebody else was asked: which parts come from there, and why others do not. */
  readonly improved?: Improved;
  /** Of a plan: it is left out, as somebody said. */
  readonly skipped?: true;
  /** Of a single draft, or the one of a plan that was asked for: all of it as a text that can be edited and given back. */
  readonly text?: string;
  /** Where it stands in the plan, and what it has to do with the other drafts: places begin with 0, numbers of drafts with 1. */
  readonly plan?: {
    readonly line: number;
    readonly parent?: number;
    readonly after: readonly number[];
    readonly among?: readonly TieView[];
  };
}

interface TieView {
  readonly draft: number;
  readonly kind: WishDraft["among"][number]["kind"];
  readonly title: string;
  readonly reason: string;
}

/** What `docket draft` answers. */
export interface DraftOutput {
  readonly drafts: readonly DraftView[];
  /** Tells these drafts from all others: agree to it with `seen`. */
  readonly digest: string;
  /** Things in what was given that look like secrets; they are nowhere in the drafts. */
  readonly masked?: number;
  /** Parts of a plan that are no work. */
  readonly passedOver?: ReadPlan["passedOver"];
  /** Of a plan: number of the draft that was asked for. */
  readonly item?: number;
  readonly written: boolean;
  readonly dryRun?: true;
}

interface Around {
  readonly ticket?: TicketLine | undefined;
  /** How many drafts there are. */
  readonly of: number;
  readonly kinds: readonly Kind[];
  /** With the text that can be edited. */
  readonly isWhole: boolean;
}

/** A draft at its place in the plan; a single one stands at 0. */
export interface DraftAt {
  readonly place: number;
  readonly draft: WishDraft;
  readonly labels: readonly string[];
  readonly item: PlanItem;
  readonly skipped: boolean;
}

export function viewOfDraft({ place, draft, labels, item, skipped }: DraftAt, around: Around): DraftView {
  const { ticket, of, kinds, isWhole } = around;
  const { title, restated, kind, priority, readiness, like, files, criteria, dependencies } = draft;
  const { tags, impact, effort, preflight, cost, fields, body } = draft;
  return {
    ...(ticket === undefined ? {} : { id: ticket.id }),
    ...{ title, restated, kind: kind.name },
    ...(priority === undefined ? {} : { priority }),
    ...(skipped ? { skipped: true as const } : {}),
    readiness,
    questions: draft.questions.map((one) => ({ ...one, id: answerName(one.id, { at: place, of }) })),
    like,
    files: files.map(({ path, action, note }) => ({ path, action, reason: note })),
    criteria: criteria.map(({ text }) => text),
    dependencies,
    labels: [...new Set([...tags.map(({ label }) => label), ...labels])],
    reasons: {
      kind: kind.reason,
      impact: `${impact.points}: ${impact.reason}`,
      effort: `${effort.points}: ${effort.reason}`,
      ...Object.fromEntries(tags.map(({ label, reason }) => [label, reason])),
    },
    ...{ preflight, cost, fields, body },
    ...(draft.improved === undefined ? {} : { improved: draft.improved }),
    ...(isWhole ? { text: textOfDraft(draft, labels, kinds) } : {}),
    ...planOf(draft, item),
  };
}

function planOf({ among }: WishDraft, { line, parent, under, after }: PlanItem): Pick<DraftView, "plan"> {
  const isPart = under.length > 0 || after.length > 0 || parent !== undefined || among.length > 0;
  const ties = among.map(({ place, kind, title, reason }) => ({ draft: place + 1, kind, title, reason }));
  if (!isPart) return {};
  return {
    plan: {
      ...{ line, after },
      ...(parent === undefined ? {} : { parent }),
      ...(ties.length === 0 ? {} : { among: ties }),
    },
  };
}
