import { proposeSplit, type SplitProposal } from "../../plan/split/propose-split.ts";
import { wholeOf } from "../../plan/split/whole-of.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { loadTicket, type StoredTicket } from "../../store/read/read-ticket.ts";
import { checkMove } from "../../ticket/move.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { personsOnly } from "../../work/faults.ts";
import type { Desk } from "../_change-ticket.ts";
import { splitNotPossible } from "../faults.ts";
import { requirementsOf } from "../refine/_requirements.ts";
import { readingOf } from "../route/_facts-of-size.ts";

/** A ticket and how it would be split. */
export interface Proposed {
  readonly stored: StoredTicket;
  readonly proposal: SplitProposal;
}

/** How a ticket would be split now. */
export function proposalFor({ backlog, settings }: Desk, query: string): Result<Proposed> {
  const stored = loadTicket(backlog, query);
  if (!stored.ok) return stored;
  const { ticket } = stored.value;
  const { maxEffort, maxAffectedFiles, maxEstimatedTokens } = settings.checks;
  const limits = { effort: maxEffort, files: maxAffectedFiles, tokens: maxEstimatedTokens };
  const proposal = proposeSplit(wholeOf(ticket, readingOf(ticket, backlog.world.files, backlog.home.root)), limits);
  const obstacles = obstaclesOf(allTickets(backlog).summaries, ticket.id, ticket.status);
  return ok({ stored: stored.value, proposal: { ...proposal, remarks: [...obstacles, ...proposal.remarks] } });
}

type Summaries = ReturnType<typeof allTickets>["summaries"];

/** What keeps a ticket whole, however large it is. */
function obstaclesOf(summaries: Summaries, id: string, status: string): readonly string[] {
  if (!isOpen(status)) return [`it is ${status}`];
  if (status === "doing" || status === "review") return [`it is in ${status}: somebody works on it`];
  const children = summaries.filter((one) => one.parent === id && isOpen(one.status)).map((one) => one.id);
  return children.length === 0 ? [] : [`it has open parts of its own: ${children.slice(0, 5).join(", ")}`];
}

/** Whether a proposal may be applied by the one who asks. */
export function mayApply({ author, backlog, settings }: Desk, { stored, proposal }: Proposed): Result<void> {
  const { ticket } = stored;
  const { reasons, remarks, slices, forPerson } = proposal;
  const obstacles = obstaclesOf(allTickets(backlog).summaries, ticket.id, ticket.status);
  if (reasons.length === 0) return err(splitNotPossible({ id: ticket.id, reason: "nothing about it is too large" }));
  const [obstacle] = slices.length === 0 ? remarks : obstacles;
  if (obstacle !== undefined) return err(splitNotPossible({ id: ticket.id, reason: obstacle }));
  if (forPerson && author.actor.kind === "agent")
    return err(personsOnly({ verb: "split", why: `${ticket.id} has effort ${ticket.fields.effort}` }));
  const facts = { unmetDependencies: [], claimed: false, requirements: requirementsOf(settings) };
  const asked = { ticket, to: "rejected", actor: author.actor, reason: reasons.join("; "), rejection: "split" };
  const move = checkMove({ ...asked, force: false, facts });
  return move.ok ? ok(undefined) : move;
}
