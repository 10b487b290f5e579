import { parseVerdict } from "../../gate/verdict/verdict.ts";
import type { Fault } from "../../std/fault.ts";
import type { Finding } from "../../std/finding.ts";
import type { Backlog } from "../../store/backlog.ts";
import { ticketNotFound } from "../../store/faults.ts";
import { readOrderText } from "../../store/orders/order-file.ts";
import { orderIds, orderPath } from "../../store/orders/orders.ts";
import { readBytes } from "../../store/read/read-ticket.ts";

/** What is wrong with the records of orders and their verdicts: their form, and the tickets they name. */
export const orderRecordFindings = (backlog: Backlog, tickets: ReadonlySet<string>): readonly Finding[] =>
  orderIds(backlog).flatMap((id) => [...recordFindings(backlog, id, tickets), ...verdictFindings(backlog, id)]);

function recordFindings(backlog: Backlog, id: string, tickets: ReadonlySet<string>): readonly Finding[] {
  const file = orderPath(id);
  const read = readBytes(backlog, file);
  if (!read.ok) return [asFinding(read.fault, file)];
  const { order, problems } = readOrderText(new TextDecoder().decode(read.value));
  const found = problems.map((problem) => ({ ...problem, file }));
  return order === undefined || tickets.has(order.ticket)
    ? found
    : [...found, asFinding(ticketNotFound({ query: order.ticket }), file)];
}

function verdictFindings(backlog: Backlog, id: string): readonly Finding[] {
  const file = orderPath(id, "verdict.json");
  const read = readBytes(backlog, file);
  // An order that was never proven has none.
  if (!read.ok) return read.fault.code === "file-not-found" ? [] : [asFinding(read.fault, file)];
  const parsed = parseVerdict(new TextDecoder().decode(read.value));
  return parsed.ok ? [] : [asFinding(parsed.fault, file)];
}

/** What would end a command that needs the file is one line among others here. */
const asFinding = ({ code, message, hint }: Fault, file: string): Finding => ({
  code,
  severity: "error",
  file,
  message,
  ...(hint === undefined ? {} : { hint }),
});
