import { ok } from "../std/result.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { checkReferences, checkSaid, EVENT_INPUT } from "./_event-input.ts";
import { op } from "./op.ts";

/** Kinds of events a person or an agent writes; the others are written by verbs of their own. */
const KINDS = ["comment", "plan", "decision", "implementation_report", "intake_summary"] as const;

/** Writes into a ticket's thread. */
export const commentOp = op({
  name: "comment",
  summary: "Add a comment, plan, decision or report to a ticket",
  examples: [
    'docket comment k3f --body "The old token is still in the cache." --ref file:src/cache.ts',
    'docket comment k3f --kind decision --body "We keep the old format."',
    "docket comment k3f --kind implementation_report --body - < report.md",
  ],
  group: "tickets",
  effect: "write",
  tool: "Write to a ticket's thread: comment, plan, decision, implementation_report.",
  input: {
    ...EVENT_INPUT,
    kind: { type: "string", default: "comment", values: KINDS, short: "k", describe: "What it is." },
  },
  async run(world, call, given) {
    const body = checkSaid("body", given.body);
    if (!body.ok) return body;
    const refs = checkReferences(given.ref);
    if (!refs.ok) return refs;
    return changeTicket({ world, call }, { query: given.id, verb: "comment" }, (_, { author }) =>
      ok({
        edits: [newEvent(world, author, { kind: given.kind, body: body.value, refs: refs.value })],
        message: `add ${given.kind.replace("_", " ")}`,
      }),
    );
  },
});
