import { err, ok } from "../std/result.ts";
import { checkBody } from "../ticket/clean.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { checkReferences, checkSaid, EVENT_INPUT } from "./_event-input.ts";
import { oneOfNeeded } from "./faults.ts";
import { op } from "./op.ts";

/** Records a review of the work on a ticket. */
export const reviewOp = op({
  name: "review",
  summary: "Approve the work on a ticket or request changes",
  examples: [
    'docket review k3f --approve --body "Reads well, tests cover the race." --ref commit:1a2b3c4',
    'docket review k3f --request-changes --body "The retry path has no test."',
  ],
  group: "tickets",
  effect: "write",
  input: {
    ...EVENT_INPUT,
    approve: { type: "boolean", describe: "The work is good." },
    request_changes: { type: "boolean", describe: "Something must change first." },
  },
  async run(world, call, given) {
    if ((given.approve === true) === (given.request_changes === true))
      return err(oneOfNeeded({ flags: "--approve and --request-changes" }));
    // An approval may be silent; nobody can act on a wish for changes that names none.
    const body = given.approve === true ? checkBody(given.body) : checkSaid("body", given.body);
    if (!body.ok) return body;
    const refs = checkReferences(given.ref);
    if (!refs.ok) return refs;
    const verdict = given.approve === true ? "approve" : "request_changes";
    const { requirePerson } = await import("./orders/_workshop.ts");
    return changeTicket({ world, call }, { query: given.id, verb: "review" }, ({ ticket }, desk) => {
      const { author } = desk;
      // Where a person's yes counts, whoever made the work does not give it. An agent's yes counts nowhere.
      const isPersons = given.approve === true && author.actor.kind === "person";
      const person = isPersons ? requirePerson(desk, call, "review --approve") : ok(undefined);
      if (!person.ok) return person;
      // The status under review is recorded, so that a merge can tell whether the verdict still fits.
      const attributes = { verdict, status: ticket.status };
      const event = newEvent(world, author, { kind: "review", body: body.value, refs: refs.value, attributes });
      return ok({ edits: [event], message: verdict === "approve" ? "approve" : "request changes" });
    });
  },
});
