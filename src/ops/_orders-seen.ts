import type { OrderRecord, OrderVerdict } from "../discover/order-record.ts";
import { parseVerdict } from "../gate/verdict/verdict.ts";
import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import { loadOrder, orderIds, orderPath } from "../store/orders/orders.ts";
import { readBytes } from "../store/read/read-ticket.ts";

/** The work orders of the backlog as a source may look at them. A record that cannot be read is doctor's business. */
export async function ordersSeen(backlog: Backlog): Promise<Result<readonly OrderRecord[]>> {
  return ok(orderIds(backlog).flatMap((id) => recordOf(backlog, id)));
}

function recordOf(backlog: Backlog, id: string): readonly OrderRecord[] {
  const stored = loadOrder(backlog, id);
  if (!stored.ok) return [];
  const { ticket, title, attempt, state, reason, failed_verifies, finished_at } = stored.value.order;
  const verdict = verdictOf(backlog, id);
  return [
    {
      id,
      ticket,
      title,
      attempt,
      state,
      failedVerifies: failed_verifies,
      ...(reason === undefined ? {} : { reason }),
      ...(finished_at === undefined ? {} : { finishedAt: finished_at }),
      ...(verdict === undefined ? {} : { verdict }),
    },
  ];
}

function verdictOf(backlog: Backlog, id: string): OrderVerdict | undefined {
  const read = readBytes(backlog, orderPath(id, "verdict.json"));
  const parsed = read.ok ? parseVerdict(new TextDecoder().decode(read.value)) : undefined;
  if (parsed?.ok !== true) return undefined;
  const { result, redGreen, checks } = parsed.value;
  return { result, flaky: redGreen.flaky, checks: checks.map(({ name, end }) => ({ name, end })) };
}
