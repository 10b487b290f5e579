import { checkTickets } from "../../plan/check/check-tickets.ts";
import { checkedTicket } from "../../plan/check/checked-ticket.ts";
import type { CheckInput } from "../../plan/check/surroundings.ts";
import { draftWish } from "../../plan/draft/draft-wish.ts";
import { type PartToTake, partsTogether } from "../../plan/draft/judge-parts.ts";
import type { LeftPart, SuggestedPart, SuggestedParts } from "../../plan/draft/suggestion.ts";
import type { Drafting, WishDraft } from "../../plan/draft/wish-draft.ts";
import { ok, type Result } from "../../std/result.ts";
import { composeTicket } from "../../ticket/compose.ts";
import { makeEventId, makeTicketId } from "../../ticket/id.ts";
import { readTicket } from "../../ticket/read.ts";
import { type Desk, now } from "../_change-ticket.ts";
import { extraKinds } from "../_draft.ts";
import { withCheckInput } from "../refine/_checked-backlog.ts";
import type { Improving } from "./_improve-files.ts";

export interface Taking {
  readonly drafting: Drafting;
  readonly draft: WishDraft;
  readonly take: readonly PartToTake[];
}

export interface Taken {
  readonly suggestion: SuggestedParts;
  readonly taken: readonly SuggestedPart[];
  readonly refused: readonly LeftPart[];
}

/**
 * Takes one part after the other, each only when the ticket has no finding with it that it had not before: the checks are those of
 * `docket check`, and what comes from elsewhere may not be worse than what Docket writes itself.
 */
export async function takeChecked({ world, call, desk }: Improving, taking: Taking): Promise<Result<Taken>> {
  const { drafting, draft, take } = taking;
  if (take.length === 0) return ok({ suggestion: {}, taken: [], refused: [] });
  return withCheckInput({ world, backlog: desk.backlog, settings: desk.settings, cwd: call.cwd }, (input) => {
    const before = new Map(findingsOf(desk, input, draft));
    const good: PartToTake[] = [];
    const refused: LeftPart[] = [];
    for (const part of take) {
      const suggestion = { ...partsTogether([...good, part]), improved: { parts: [], left: [] } };
      const better = draftWish({ ...drafting, suggestion });
      const worse = findingsOf(desk, input, better).find(([key]) => !before.has(key));
      const why = worse?.[1] ?? heldBack(better, draft);
      if (why === undefined) good.push(part);
      else refused.push({ part: part.part, why });
    }
    return ok({ suggestion: partsTogether(good), taken: good.map(({ part }) => part), refused });
  });
}

/** From the best to what holds a ticket back most. */
const READINESS = ["implementation_ready", "preflight_needed", "requirements_sync_needed", "duplicate"];

function heldBack(better: WishDraft, draft: WishDraft): string | undefined {
  if (better.questions.length > draft.questions.length) return "it leaves more questions open";
  const isWorse = READINESS.indexOf(better.readiness) > READINESS.indexOf(draft.readiness);
  return isWorse ? `with it the ticket would be ${better.readiness}` : undefined;
}

/** The same bytes stand for every draft: an id and a time of its own would say nothing. */
const NOBODY = new Uint8Array(64);

/** What the checks find in a draft, by code and words. */
function findingsOf(desk: Desk, input: CheckInput, draft: WishDraft): readonly (readonly [string, string])[] {
  const id = makeTicketId("DRAFT", NOBODY);
  const text = composeTicket(
    {
      id,
      title: draft.title,
      kind: draft.kind.name,
      priority: draft.priority ?? "P2",
      now: now(desk.backlog.world),
      actor: desk.author.actor,
      eventId: makeEventId(NOBODY),
      labels: draft.tags.map(({ label }) => label),
      fields: draft.fields,
      body: draft.body,
    },
    extraKinds(desk.settings),
  );
  const { ticket } = readTicket(new TextEncoder().encode(text));
  if (ticket === undefined) return [];
  const own = checkedTicket(`tickets/${id}.md`, ticket);
  const findings = checkTickets({ ...input, tickets: [...input.tickets, own] }, { ids: new Set([id]) });
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ code, message }) => [`${code} ${message}`, message] as const);
}
