import type { Change } from "../gate/change.ts";
import { oneLine } from "../gate/rules.ts";
import { findingsOf } from "../gate/verdict/reasons.ts";
import type { Verdict, VerdictCheck } from "../gate/verdict/verdict-shape.ts";
import type { Order } from "../store/orders/schema.ts";
import type { Ticket } from "../ticket/model.ts";

interface Handoff {
  readonly order: Order;
  readonly ticket: Ticket;
  readonly verdict: Verdict;
  readonly change: Change;
}

const MAX_FILES = 50;

/** What the next one needs to know about an attempt, on one page. */
export function handoffText({ order, ticket, verdict, change }: Handoff): string {
  const files = change.files.filter(({ committed }) => committed);
  const lines = files
    .slice(0, MAX_FILES)
    .map(({ path, kind, added, removed }) => oneLine(`- ${path} (${kind}, +${added} −${removed})`));
  const findings = findingsOf(verdict);
  const more = files.length > MAX_FILES ? [`- and ${files.length - MAX_FILES} more`] : [];
  return [
    `# ${order.id}: ${ticket.title}`,
    "",
    `Attempt ${order.attempt} at ${ticket.id} by ${order.owner}, on \`${order.branch}\` from \`${order.base}\`.`,
    `Verdict: ${verdict.result} at \`${change.head.slice(0, 12)}\`, ${change.commits} ${change.commits === 1 ? "commit" : "commits"}.`,
    "",
    "## Changed files",
    "",
    ...(lines.length === 0 ? ["None."] : [...lines, ...more]),
    "",
    "## Checks",
    "",
    ...(verdict.checks.length === 0
      ? ["None were run."]
      : verdict.checks.map((check) => oneLine(`- ${check.name}: \`${check.command}\` ${outcome(check)}`))),
    "",
    "## Findings",
    "",
    ...(findings.length === 0
      ? ["None."]
      : findings.map(({ severity, code, message }) => `- ${severity} ${code}: ${message}`)),
    "",
  ].join("\n");
}

function outcome({ end, code, redBefore = [] }: VerdictCheck): string {
  const was = redBefore.length > 0 ? ", by tests alone that were red before" : "";
  return `${end === "exit" ? `ended with ${code}` : `was ended: ${end}`}${was}`;
}
