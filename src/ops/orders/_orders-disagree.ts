import type { Finding } from "../../std/finding.ts";
import type { Backlog } from "../../store/backlog.ts";
import { finding } from "../../store/doctor/rules.ts";
import { planReconcile } from "../../work/reconcile/reconcile.ts";
import type { Call } from "../op.ts";
import { openWorkshop } from "./_workshop.ts";

/**
 * Whether claims, orders, checkouts and statuses agree, in one line: reconcile tells the rest. Nothing is said where orders cannot
 * be looked at, as the reason for that is a finding or a fault of its own.
 */
export async function ordersDisagree({ world, home }: Backlog, call: Call): Promise<readonly Finding[]> {
  if (home.gitFolder === undefined) return [];
  const opened = await openWorkshop(world, call, "doctor");
  if (!opened.ok) return [];
  const found = await planReconcile(opened.value);
  const open = found.ok ? found.value.findings.filter(({ severity }) => severity !== "info") : [];
  if (open.length === 0) return [];
  const kinds = [...Map.groupBy(open, ({ code }) => code)].map(([code, all]) => `${all.length} × ${code}`).sort();
  const more = kinds.length > MAX_KINDS ? ", …" : "";
  const places = open.length === 1 ? "one place" : `${open.length} places`;
  return [
    finding("orders-disagree", "orders", {
      message: `orders, claims, checkouts and tickets disagree in ${places}: ${kinds.slice(0, MAX_KINDS).join(", ")}${more}`,
      hint: "docket reconcile names them; docket reconcile --apply settles what needs no guess",
    }),
  ];
}

const MAX_KINDS = 5;
