import type { Ticket } from "../../ticket/model.ts";
import { isOpen } from "../../ticket/statuses.ts";
import type { Readiness } from "../readiness.ts";
import { type IntentPacket, intentPacket } from "./intent-packet.ts";

/** What a ticket needs next, in the order in which it is needed: the first that applies is the one. */
export const NEXT_ACTIONS = [
  "requirements_sync_needed",
  "preflight_needed",
  "spike_needed",
  "implementation_ready",
  "review_needed",
  "blocked_action_required",
  "close_ready",
  "defer_pending",
  "closed_or_noop",
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

export interface Routed {
  readonly action: NextAction;
  readonly reason: string;
  /** What was looked at, in plain words. */
  readonly evidence: readonly string[];
  readonly escalateIf: readonly string[];
  readonly packet?: IntentPacket;
}

/**
 * Says what a ticket needs next. A ticket that is closed or put off needs nothing of the rest; one under work waits for its
 * review; one that somebody could begin is asked for requirements, a look beforehand, an experiment, and only then for hands.
 */
export function nextAction(ticket: Ticket, readiness: Readiness): Routed {
  const evidence = [`status ${ticket.status}`, ...readiness.reasons.map(({ message }) => message)];
  const say = (action: NextAction, reason: string, more: Partial<Routed> = {}): Routed => ({
    action,
    reason,
    evidence,
    escalateIf: [],
    ...more,
  });
  if (!isOpen(ticket.status)) return say("closed_or_noop", `it is ${ticket.status}`);
  if (ticket.status === "deferred") return say("defer_pending", "it is put off; somebody has to take it up again");
  if (ticket.status === "review") return reviewed(ticket, say);
  if (ticket.status === "doing") return say("review_needed", "it is being worked on: a review comes next", HELD);
  const { packet, missing } = intentPacket(ticket);
  const early = earlyNeed(ticket, missing);
  if (early !== undefined) return say(early.action, early.reason, { evidence: [...evidence, ...early.evidence] });
  if (readiness.state !== "ready" || packet === undefined) {
    const [first] = readiness.reasons;
    return say("blocked_action_required", first?.message ?? `it is ${ticket.status}`);
  }
  const checked = `${packet.requirements.length} requirements, ${packet.codeMap.length} files, a way to show them`;
  return say("implementation_ready", "everything that is needed to begin is written down", {
    evidence: [...evidence, checked],
    escalateIf: packet.escalateIf,
    packet,
  });
}

const HELD = { escalateIf: ["whoever holds it shows no sign of life"] } as const;

type Say = (action: NextAction, reason: string, more?: Partial<Routed>) => Routed;

function reviewed(ticket: Ticket, say: Say): Routed {
  const review = ticket.events.findLast(({ kind }) => kind === "review");
  const result = ticket.events.findLastIndex(
    ({ kind, attributes }) => kind === "status_changed" && attributes.to === "review",
  );
  const isFresh = review !== undefined && ticket.events.indexOf(review) > result;
  if (isFresh && review.attributes.verdict === "approve") return say("close_ready", `${review.author} approved it`);
  return say("review_needed", isFresh ? `${review.author} did not approve it` : "nobody looked at the result yet");
}

interface Early {
  readonly action: NextAction;
  readonly reason: string;
  readonly evidence: readonly string[];
}

/** What comes before anybody begins: clear requirements, then a look beforehand, then an experiment. */
function earlyNeed(ticket: Ticket, missing: readonly string[] | undefined): Early | undefined {
  const { readiness: said, needs_preflight } = ticket.fields;
  const [first] = missing ?? [];
  if (said === "requirements_sync_needed")
    return { action: said, reason: "the ticket says so", evidence: ["readiness: requirements_sync_needed"] };
  if (first !== undefined)
    return { action: "requirements_sync_needed", reason: `not ready: ${first}`, evidence: missing ?? [] };
  if (needs_preflight === true && !wasLookedAt(ticket))
    return {
      action: "preflight_needed",
      reason: "needs_preflight is set, and no decision is in the thread",
      evidence: [],
    };
  if (said === "spike_needed" || ticket.labels.includes("spike"))
    return { action: "spike_needed", reason: "an experiment comes first", evidence: [] };
  return undefined;
}

/** A look beforehand ends in a decision or an approval in the thread. */
const wasLookedAt = ({ events }: Ticket): boolean =>
  events.some(({ kind, attributes }) => kind === "decision" || (kind === "review" && attributes.verdict === "approve"));
