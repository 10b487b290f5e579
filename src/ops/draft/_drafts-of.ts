import { tiesBetween } from "../../plan/draft/between.ts";
import { draftWish } from "../../plan/draft/draft-wish.ts";
import type { FoundCode } from "../../plan/draft/found-code.ts";
import { withoutItems } from "../../plan/draft/left-out.ts";
import { alikeToEach, type OtherTicket } from "../../plan/draft/other-tickets.ts";
import type { PlanItem } from "../../plan/draft/plan-item.ts";
import type { Suggestion } from "../../plan/draft/suggestion.ts";
import type { Tie } from "../../plan/draft/tie.ts";
import type { Wish } from "../../plan/draft/wish.ts";
import type { Drafting } from "../../plan/draft/wish-draft.ts";
import type { World } from "../../ports/world.ts";
import { ok, type Result } from "../../std/result.ts";
import { kindNames } from "../../ticket/kinds.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Desk } from "../_change-ticket.ts";
import { extraKinds } from "../_draft.ts";
import type { TicketLine } from "../_ticket-view.ts";
import type { Call } from "../op.ts";
import { answersFor, orderQuestions, type Said } from "./_wish-said.ts";
import { withText } from "./_wish-text.ts";
import { gatesOf, otherTickets } from "./_wish-tickets.ts";
import { type DraftAt, type DraftOutput, viewOfDraft } from "./_wish-view.ts";
import type { Placed } from "./_wish-write.ts";

/** All that one call has to decide with. */
export interface Drafted {
  readonly world: World;
  readonly call: Call;
  readonly desk: Desk;
  readonly kind: string | undefined;
  readonly priority: string | undefined;
  readonly labels: readonly string[];
  readonly said: Said;
}

/** A wish with what code and model said about it. */
export interface LookedUp {
  readonly wish: Wish;
  readonly code: FoundCode;
  readonly suggestion?: Suggestion | undefined;
}

/** Decides with the backlog as it is now; under the lock when it is for writing. */
export function draftsOf(asked: Drafted, looked: readonly LookedUp[]): Result<readonly DraftAt[]> {
  const { said, labels } = asked;
  const { draftings, items } = draftingsOf(asked, looked);
  const drafts: DraftAt[] = [];
  for (const [place, drafting] of draftings.entries()) {
    const item = items[place];
    if (item === undefined) continue;
    const made = draftWish(drafting);
    const text = said.texts.get(place);
    const edited =
      text === undefined ? ok({ draft: made, labels }) : withText(text, made, extraKinds(asked.desk.settings));
    if (!edited.ok) return edited;
    drafts.push({ place, ...edited.value, item, skipped: said.skipped.has(place) });
  }
  return ok(drafts);
}

interface Draftings {
  readonly draftings: readonly Drafting[];
  /** The items of the plan, waiting for each other as their words say and as what they work on wants it. */
  readonly items: readonly PlanItem[];
}

export function draftingsOf(asked: Drafted, looked: readonly LookedUp[]): Draftings {
  const { said } = asked;
  const { settings, backlog } = asked.desk;
  const others = otherTickets(backlog);
  const gates = gatesOf(settings);
  const kinds = kindNames(extraKinds(settings));
  const { items, ties } = itemsOf(said, looked, others);
  const alike = alikeToEach(
    looked.map(({ wish }) => wish),
    others,
  );
  const draftings = looked.map(({ wish, code, suggestion }, at): Drafting => {
    const { under, criteria, lost, said: own } = items[at] ?? { under: [], criteria: [], lost: [], said: undefined };
    const answers = answersFor(said, at);
    return {
      ...{ wish, code, suggestion, others, alike: alike[at] ?? new Map() },
      ...{ gates, kinds, under, given: criteria, answers },
      minCriteria: settings.checks.minAcceptanceCriteria,
      chosen: { kind: asked.kind, priority: asked.priority ?? own?.priority },
      planned: own?.kind,
      asked: wish.waitsFor.length > 0 ? [] : orderQuestions(lost, answers),
      among: (ties[at] ?? []).map((tie) => ({ ...tie, title: looked[tie.place]?.wish.title ?? "" })),
    };
  });
  return { draftings, items };
}

interface Tied {
  readonly items: readonly PlanItem[];
  readonly ties: readonly (readonly Tie[])[];
}

/** A single wish has nobody to be compared with. */
function itemsOf({ plan, skipped }: Said, looked: readonly LookedUp[], others: readonly OtherTicket[]): Tied {
  if (plan.items.length < 2) return { items: plan.items, ties: [] };
  const all = tiesBetween(piecesOf(plan.items, looked), others);
  const items = withoutItems(plan.items, { left: skipped, sameAs: (place) => twinOf(all, place, skipped) });
  const pieces = piecesOf(items, looked).map((piece, at) => (skipped.has(at) ? undefined : piece));
  const ties = skipped.size === 0 ? all : tiesBetween(pieces, others);
  return { items: items.map((item, at) => withWaits(item, ties[at] ?? [])), ties };
}

const piecesOf = (items: readonly PlanItem[], looked: readonly LookedUp[]) =>
  looked.flatMap((one, at) => {
    const item = items[at];
    return item === undefined ? [] : [{ ...one, item }];
  });

const twinOf = (ties: readonly (readonly Tie[])[], place: number, skipped: ReadonlySet<number>): number | undefined => {
  const isTwin = ({ kind }: Tie): boolean => kind === "same";
  const earlier = ties[place]?.find((tie) => isTwin(tie) && !skipped.has(tie.place))?.place;
  const later = ties.findIndex((own, at) => !skipped.has(at) && own.some((tie) => isTwin(tie) && tie.place === place));
  return earlier ?? (later < 0 ? undefined : later);
};

const withWaits = (item: PlanItem, ties: readonly Tie[]): PlanItem => ({
  ...item,
  after: [...new Set([...item.after, ...ties.filter(({ kind }) => kind === "first").map(({ place }) => place)])],
});

/** The drafts that are written, with places among themselves. */
export function placedAmong(kept: readonly DraftAt[]): readonly Placed[] {
  const placeOf = new Map(kept.map(({ place }, at) => [place, at]));
  const among = (places: readonly number[]): readonly number[] => places.flatMap((place) => placeOf.get(place) ?? []);
  return kept.map(({ draft, labels, item }): Placed => {
    const [parent] = item.parent === undefined ? [] : among([item.parent]);
    const near = draft.among.filter(({ kind }) => kind === "shares" || kind === "against");
    return { draft, labels, parent, after: among(item.after), related: among(near.map(({ place }) => place)) };
  });
}

/** All drafts as programs and people read them. */
export function viewOfAll(
  { said: { plan, masked }, desk, given }: Drafted & { readonly given: { readonly item?: number | undefined } },
  drafts: readonly DraftAt[],
  tickets: ReadonlyMap<number, TicketLine | undefined> = new Map(),
): Omit<DraftOutput, "written"> {
  const kinds = extraKinds(desk.settings);
  const of = drafts.length;
  return {
    drafts: drafts.map((one) => {
      const isWhole = of === 1 || given.item === one.place + 1;
      return viewOfDraft(one, { of, ticket: tickets.get(one.place), kinds, isWhole });
    }),
    digest: digestOf(drafts.filter(({ skipped }) => !skipped)),
    ...(masked === 0 ? {} : { masked }),
    ...(plan.passedOver.length === 0 ? {} : { passedOver: plan.passedOver }),
  };
}

/** Of all that would be written; the same drafts have the same digest (I15). */
export const digestOf = (kept: readonly DraftAt[]): string =>
  revisionOf(
    new TextEncoder().encode(
      JSON.stringify(
        kept.map(({ draft, labels, place, item }) => {
          const { title, kind, priority, tags, fields, body } = draft;
          return [title, kind.name, priority, tags, fields, body, labels, place, item.parent, item.after];
        }),
      ),
    ),
  );
