import { faultKind } from "../../std/fault.ts";

export const ownerUnclear = faultKind<{ readonly ticket: string; readonly reason: string }>({
  code: "owner-unclear",
  exit: "usage",
  summary: "It cannot be told which repository an exported ticket belongs to; nothing was written.",
  message: ({ ticket, reason }) => `${ticket}: ${reason}`,
  hint: () => "split the ticket, or say where it belongs with --repo-input",
});

export const ticketsUnreadable = faultKind<{ readonly path: string; readonly reason: string }>({
  code: "tickets-unreadable",
  exit: "usage",
  summary: "The file with the tickets to export is not there or holds no tickets.",
  message: ({ path, reason }) => `${path}: ${reason}`,
  where: ({ path }) => path,
});

export const planPlaceTaken = faultKind<{ readonly path: string }>({
  code: "plan-place-taken",
  exit: "usage",
  summary: "A folder of plans is, through a link, not in its repository; nothing is written there.",
  message: ({ path }) => `${path} leads out of the repository that owns it`,
  where: ({ path }) => path,
});

/** Every fault about exporting tickets; the reference in docs/ is made from this. */
export const exportFaults = [ownerUnclear, ticketsUnreadable, planPlaceTaken] as const;
