import { faultKind } from "../std/fault.ts";

export const statusUnknown = faultKind<{
  readonly status: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}>({
  code: "status-unknown",
  exit: "usage",
  summary: "A status was named that does not exist.",
  message: ({ status }) => `there is no status ${JSON.stringify(status)}`,
  where: () => "status",
  hint: ({ nearest, known }) =>
    `${nearest === undefined ? "" : `did you mean ${nearest}? `}the statuses are ${known.join(", ")}`,
});

export const moveNotInTable = faultKind<{
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly reachable: readonly string[];
}>({
  code: "move-not-in-table",
  exit: "usage",
  summary: "A ticket was to be moved between two statuses that no move connects.",
  message: ({ id, from, to }) => (from === to ? `${id} is ${to} already` : `${id} cannot go from ${from} to ${to}`),
  where: ({ id }) => id,
  hint: ({ from, reachable }) => `from ${from} it can go to ${reachable.join(", ")}`,
});

/** One thing that is missing, and what to do about it. */
export interface Missing {
  readonly what: string;
  readonly wayOut: string;
}

export const moveNotAllowedYet = faultKind<{
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly missing: readonly Missing[];
}>({
  code: "move-not-allowed-yet",
  exit: "findings",
  summary:
    "A ticket cannot be moved until something is filled in, answered or finished; everything missing is listed at once.",
  message: ({ id, from, to, missing }) =>
    `${id} cannot go from ${from} to ${to} yet: ${missing.map((item) => item.what).join("; ")}`,
  where: ({ id }) => id,
  hint: ({ missing }) => missing.map((item) => item.wayOut).join("; "),
});

export const personOnly = faultKind<{ readonly id: string; readonly what: string; readonly wayOut: string }>({
  code: "person-only",
  exit: "usage",
  summary: "An agent asked for something that only a person may do.",
  message: ({ what }) => `only a person may ${what}`,
  where: ({ id }) => id,
  hint: ({ wayOut }) => wayOut,
});

/** Every fault of moves; the reference in docs/ is made from this. */
export const moveFaults = [statusUnknown, moveNotInTable, moveNotAllowedYet, personOnly] as const;
