import type { OrderRecord, OrderVerdict } from "../discover/order-record.ts";
import { parseVerdict } from "../gate/verdict/verdict.ts";
import type { Backlog } from "../store/backlog.ts";
import { loadOrder, orderIds, orderPath } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { readBytes } from "../store/read/read-ticket.ts";

/** The work orders of a backlog as discovery looks at them. What cannot be read is the doctor's affair and is passed over. */
export function seenOrders(backlog: Backlog): readonly OrderRecord[] {
  return orderIds(backlog).flatMap((id) => {
    const stored = loadOrder(backlog, id);
    return stored.ok ? [seenOrder(stored.value.order, verdictOf(backlog, id))] : [];
  });
}

function seenOrder(order: Order, verdict: OrderVerdict | undefined): OrderRecord {
  const { id, ticket, title, attempt, state, reason, failed_verifies: failedVerifies, finished_at: finishedAt } = order;
  return {
    ...{ id, ticket, title, attempt, state, failedVerifies },
    ...(reason === undefined ? {} : { reason }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(verdict === undefined ? {} : { verdict }),
  };
}

function verdictOf(backlog: Backlog, id: string): OrderVerdict | undefined {
  const read = readBytes(backlog, orderPath(id, "verdict.json"));
  const verdict = read.ok ? parseVerdict(new TextDecoder().decode(read.value)) : undefined;
  if (verdict?.ok !== true) return undefined;
  const { result, redGreen, checks } = verdict.value;
  const all = [...checks, ...redGreen.runs].map(({ name, end }) => ({ name, end }));
  return { result, flaky: redGreen.flaky, checks: all };
}
