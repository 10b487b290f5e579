import { faultKind } from "../std/fault.ts";

export const relationCycle = faultKind<{ readonly cycle: readonly string[] }>({
  code: "relation-cycle",
  exit: "usage",
  summary: "A relation was refused because tickets would wait for each other in a circle.",
  message: ({ cycle }) => `this would close a cycle: ${cycle.join(" → ")}`,
  where: ({ cycle }) => cycle[0],
  hint: ({ cycle }) =>
    cycle.length > 2
      ? "each ticket would wait for the one after it; take one of these relations away first, or use related"
      : "a ticket cannot have this relation to itself",
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const planFaults = [relationCycle] as const;
