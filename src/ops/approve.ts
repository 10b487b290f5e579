import type { World } from "../ports/world.ts";
import { ok } from "../std/result.ts";
import { isOrderId } from "../store/orders/order-id.ts";
import { checkBody } from "../ticket/clean.ts";
import { findOrder } from "../work/order.ts";
import { digestOf, termsOf } from "../work/terms.ts";
import { changeTicket, newEvent, openDesk } from "./_change-ticket.ts";
import { type Call, type InputOf, op } from "./op.ts";
import { requirePerson } from "./orders/_workshop.ts";

const input = {
  id: { type: "string", required: true, position: 0, describe: "Id of a ticket or of an order." },
  reason: { type: "string", required: true, short: "r", describe: "Why." },
} as const;

/** A person's yes to a ticket and to the commands it brings. */
export const approveOp = op({
  name: "approve",
  summary: "Approve a ticket and the commands it brings (persons only)",
  about:
    "The approval is bound to the commands in the ticket's field verify as they stand now: when they change, it ends. A ticket that asks for approval cannot be taken without one.",
  examples: ['docket approve k3f --reason "Scope and commands are fine."'],
  group: "work",
  effect: "write",
  input,
  run: (world, call, given) => say("approve", { world, call, given }),
});

/** A person's no. */
export const rejectOp = op({
  name: "reject",
  summary: "Take an approval back, or refuse one (persons only)",
  examples: ['docket reject k3f --reason "The command would drop the database."'],
  group: "work",
  effect: "write",
  input,
  run: (world, call, given) => say("request_changes", { world, call, given }),
});

interface Asked {
  readonly world: World;
  readonly call: Call;
  readonly given: InputOf<typeof input>;
}

async function say(verdict: "approve" | "request_changes", { world, call, given }: Asked) {
  const verb = verdict === "approve" ? "approve" : "reject";
  const desk = await openDesk(world, call, `${verb} ${given.id}`);
  if (!desk.ok) return desk;
  const person = requirePerson(desk.value, call, verb);
  if (!person.ok) return person;
  const body = checkBody(given.reason);
  if (!body.ok) return body;
  const order = isOrderId(given.id) ? findOrder(desk.value, given.id) : undefined;
  if (order !== undefined && !order.ok) return order;
  const query = order === undefined ? given.id : order.value.order.ticket;
  return changeTicket({ world, call }, { query, verb }, ({ ticket }, { author, backlog, settings }) => {
    const { own } = termsOf({ backlog, settings }, ticket);
    const attributes = { verdict, status: ticket.status, commands: digestOf(own) };
    const refs = order === undefined ? [] : [`order:${order.value.order.id}`];
    const event = newEvent(world, author, { kind: "review", body: body.value, refs, attributes });
    return ok({ edits: [event], message: verdict === "approve" ? "approve" : "refuse" });
  });
}
