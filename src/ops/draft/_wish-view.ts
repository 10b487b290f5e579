import type { Question } from "../../plan/draft/questions.ts";
import type { PlanItem, ReadPlan } from "../../plan/draft/read-plan.ts";
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
  /** Of a single draft: all of it as a text that can be edited and given back. */
  readonly text?: string;
  /** Where it stands in the plan, and its place among the drafts. */
  readonly plan?: { readonly line: number; readonly parent?: number; readonly after: readonly number[] };
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
  readonly written: boolean;
  readonly dryRun?: true;
}

interface Around {
  readonly labels: readonly string[];
  readonly item: PlanItem | undefined;
  readonly ticket?: TicketLine | undefined;
  /** Its place among so many drafts. */
  readonly at: number;
  readonly of: number;
  readonly kinds: readonly Kind[];
}

export function viewOfDraft(draft: WishDraft, around: Around): DraftView {
  const { labels, item, ticket, at, of, kinds } = around;
  const { title, restated, kind, priority, readiness, like, files, criteria, dependencies } = draft;
  const { tags, impact, effort, preflight, cost, fields, body } = draft;
  const isPart = item !== undefined && (item.under.length > 0 || item.after.length > 0 || item.parent !== undefined);
  return {
    ...(ticket === undefined ? {} : { id: ticket.id }),
    ...{ title, restated, kind: kind.name },
    ...(priority === undefined ? {} : { priority }),
    readiness,
    questions: draft.questions.map((one) => ({ ...one, id: answerName(one.id, { at, of }) })),
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
    ...(of === 1 ? { text: textOfDraft(draft, labels, kinds) } : {}),
    ...(isPart
      ? { plan: { line: item.line, ...(item.parent === undefined ? {} : { parent: item.parent }), after: item.after } }
      : {}),
  };
}
