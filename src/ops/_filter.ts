import { ok, type Result } from "../std/result.ts";
import type { Backlog } from "../store/backlog.ts";
import type { Summary } from "../ticket/model.ts";
import { normalisePriority } from "../ticket/priority.ts";
import { decodeSummary } from "../ticket/summary-line.ts";
import type { Field, Fields } from "./op.ts";

/** The filters every list takes, written once. */
export const FILTERS = {
  status: { type: "strings", short: "s", describe: "Only these statuses.", word: "status" },
  label: { type: "strings", short: "l", describe: "Only with all these labels.", word: "label" },
  kind: { type: "strings", short: "k", describe: "Only these kinds.", word: "kind" },
  priority: { type: "strings", short: "p", describe: "Only these priorities.", word: "priority" },
  assignee: { type: "string", describe: "Only of this person or agent; none for unassigned.", word: "name" },
  epic: { type: "string", describe: "Only of this epic.", word: "id" },
} as const satisfies Fields;

/** How many tickets a list gives, unless asked for more. */
export const LIMIT = {
  type: "integer",
  default: 50,
  min: 0,
  max: 1_000_000,
  short: "n",
  describe: "At most this many.",
  word: "N",
} as const satisfies Field;

export interface Filter {
  readonly status?: readonly string[] | undefined;
  readonly label?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly priority?: readonly string[] | undefined;
  readonly assignee?: string | undefined;
  readonly epic?: string | undefined;
}

/** Reads the filters of a call: `--status new,ready` means the same as the flag given twice. */
export function filterOf({ status, label, kind, priority, assignee, epic }: Filter): Filter {
  const parts = (given: readonly string[] | undefined): readonly string[] | undefined =>
    given?.flatMap((one) => one.split(",").map((part) => part.trim())).filter((part) => part !== "");
  const priorities = parts(priority)?.map((given) => normalisePriority(given) ?? given);
  return { status: parts(status), label: parts(label), kind: parts(kind), priority: priorities, assignee, epic };
}

/** Refuses a filter that found nothing because of a slip; the check is loaded only then. */
export async function refuseSlip(backlog: Backlog, filter: Filter, found: number): Promise<Result<void>> {
  if (found > 0) return ok(undefined);
  const { checkFruitless } = await import("./_strange-filter.ts");
  return checkFruitless(backlog, filter);
}

/** Whether a ticket passes the filters. */
export function matches(summary: Summary, filter: Filter): boolean {
  return (
    isOneOf(summary.status, filter.status) &&
    isOneOf(summary.kind, filter.kind) &&
    isOneOf(summary.priority, filter.priority) &&
    (filter.label ?? []).every((label) => summary.labels.includes(label)) &&
    (filter.assignee === undefined || summary.assignee === (filter.assignee === "none" ? "" : filter.assignee)) &&
    (filter.epic === undefined || summary.epic === filter.epic)
  );
}

/** Whether every ticket passes. */
export const isEmpty = (filter: Filter): boolean => Object.values(filter).every((wanted) => wanted === undefined);

/** The first of the tickets in these lines that pass, and how many pass in all. Without a filter only those are read. */
export function pickLines(
  lines: readonly string[],
  filter: Filter,
  limit: number,
): { readonly tickets: readonly Summary[]; readonly total: number } {
  if (isEmpty(filter)) return { tickets: lines.slice(0, limit).map(decodeSummary), total: lines.length };
  const passing = lines.map(decodeSummary).filter((summary) => matches(summary, filter));
  return { tickets: passing.slice(0, limit), total: passing.length };
}

const isOneOf = (value: string, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(value);
