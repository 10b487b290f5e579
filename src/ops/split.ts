import { ok } from "../std/result.ts";
import { transact } from "../store/write/transaction.ts";
import { openDesk } from "./_change-ticket.ts";
import { op } from "./op.ts";
import { applySplit } from "./split/_apply.ts";
import { mayApply, type Proposed, proposalFor } from "./split/_proposal.ts";

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
