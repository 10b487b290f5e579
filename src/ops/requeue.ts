import { requeueTicket } from "../work/requeue.ts";
import { op } from "./op.ts";
import { openWorkshop, requirePerson } from "./orders/_workshop.ts";

/** Lets a failed ticket be tried again. */
export const requeueOp = op({
  name: "requeue",
  summary: "Let a ticket whose attempts failed be tried again",
  about:
    "Forgives the failed attempts and puts a blocked ticket back to ready, with the reason. An order that is under way and whose proof failed as often as it may is proven again. For persons: they look first.",
  examples: ['docket requeue k3f --reason "The API has the call now."'],
  group: "work",
  effect: "write",
  input: {
    order: { type: "string", required: true, position: 0, describe: "Id of a failed order or of its ticket." },
    reason: { type: "string", required: true, short: "r", describe: "What is different now." },
  },
  async run(world, call, given) {
    const opened = await openWorkshop(world, call, `requeue ${given.order}`);
    if (!opened.ok) return opened;
    const person = requirePerson(opened.value, call, "requeue");
    return person.ok ? requeueTicket(opened.value, given.order, given.reason) : person;
  },
});
