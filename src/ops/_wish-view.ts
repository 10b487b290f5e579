import type { PlanItem } from "../plan/draft/read-plan.ts";
import type { Improved } from "../plan/draft/suggestion.ts";
import type { WishDraft } from "../plan/draft/wish-draft.ts";
import type { TicketLine } from "./_ticket-view.ts";

/** A draft as programs read it: every part with its reason, and the text that is or would be written. */
export interface DraftView {
  /** Only of a ticket that was written. */
  readonly id?: string;
  readonly title: string;
  readonly restated: string;
  readonly kind: string;
  readonly priority?: string;
  readonly readiness: string;
  readonly questions: readonly string[];
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
  /** Where it stands in the plan, and its place among the drafts. */
  readonly plan?: { readonly line: number; readonly parent?: number; readonly after: readonly number[] };
}

interface Around {
  readonly labels: readonly string[];
  readonly item: PlanItem | undefined;
  readonly ticket?: TicketLine | undefined;
}

export function viewOfDraft(draft: WishDraft, { labels, item, ticket }: Around): DraftView {
  const { title, restated, kind, priority, readiness, questions, like, files, criteria, dependencies } = draft;
  const { tags, impact, effort, preflight, cost, fields, body } = draft;
  const isPart = item !== undefined && (item.under.length > 0 || item.after.length > 0 || item.parent !== undefined);
  return {
    ...(ticket === undefined ? {} : { id: ticket.id }),
    ...{ title, restated, kind: kind.name },
    ...(priority === undefined ? {} : { priority }),
    ...{ readiness, questions, like },
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
    ...(isPart
      ? { plan: { line: item.line, ...(item.parent === undefined ? {} : { parent: item.parent }), after: item.after } }
      : {}),
  };
}
