import { proposeSplit, type SplitProposal } from "../plan/split/propose-split.ts";
import { wholeOf } from "../plan/split/whole-of.ts";
import { err, ok, type Result } from "../std/result.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { loadTicket, type StoredTicket } from "../store/read/read-ticket.ts";
import { transact } from "../store/write/transaction.ts";
import { checkMove } from "../ticket/move.ts";
import { isOpen } from "../ticket/statuses.ts";
import { personsOnly } from "../work/faults.ts";
import { applySplit } from "./_apply-split.ts";
import { type Desk, openDesk } from "./_change-ticket.ts";
import { readingOf } from "./_facts-of-size.ts";
import { requirementsOf } from "./_requirements.ts";
import { splitNotPossible } from "./faults.ts";
import { op } from "./op.ts";

/** Proposes how to split a ticket that is too large, and does it when told so. */
export const splitOp = op({
  name: "split",
  summary: "Split a ticket that is too large",
  about:
    "Shows the slices first and writes nothing; --yes applies them in one change. Every criterion goes to one slice, effort and impact are shared out to the last point, and whoever waited for the ticket waits for all its slices. From effort 8 on a person decides.",
  examples: ["docket split k3f", "docket split k3f --yes"],
  group: "plan",
  effect: "write",
  input: {
    id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
    yes: { type: "boolean", short: "y", describe: "Apply the proposal." },
  },
  async run(world, call, given) {
    const desk = await openDesk(world, call, `split ${given.id}`);
    if (!desk.ok) return desk;
    if (given.yes !== true || call.dryRun) {
      const proposed = proposalFor(desk.value, given.id);
      return proposed.ok ? ok(answerOf(proposed.value)) : proposed;
    }
    return transact(desk.value.backlog, desk.value.writing, async () => {
      const proposed = proposalFor(desk.value, given.id);
      if (!proposed.ok) return proposed;
      const allowed = mayApply(desk.value, proposed.value);
      if (!allowed.ok) return allowed;
      const { stored, proposal } = proposed.value;
      const { slices, reasons } = proposal;
      const applied = await applySplit({ desk: desk.value, stored, slices, reasons });
      if (!applied.ok) return applied;
      return ok({ set: applied.value.set, output: answerOf(proposed.value, applied.value.ids) });
    });
  },
});

interface Proposed {
  readonly stored: StoredTicket;
  readonly proposal: SplitProposal;
}

function proposalFor({ backlog, settings }: Desk, query: string): Result<Proposed> {
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

function mayApply({ author, backlog, settings }: Desk, { stored, proposal }: Proposed): Result<void> {
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

function answerOf({ stored, proposal }: Proposed, ids?: readonly string[]) {
  const { id, title } = stored.ticket;
  return {
    id,
    title,
    applied: ids !== undefined,
    reasons: proposal.reasons,
    remarks: proposal.remarks,
    needsPerson: proposal.forPerson,
    slices: proposal.slices.map((slice, at) => ({
      ...(ids?.[at] === undefined ? {} : { id: ids[at] }),
      part: at + 1,
      ...(slice.effort === undefined ? {} : { effort: slice.effort }),
      ...(slice.impact === undefined ? {} : { impact: slice.impact }),
      criteria: slice.criteria.map((one) => `${one.id}: ${one.text}`),
      files: slice.files.map(({ path }) => path),
      after: slice.after.map((before) => before + 1),
    })),
  };
}
