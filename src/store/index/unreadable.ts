import type { Fault } from "../../std/fault.ts";
import type { Problem, Summary } from "../../ticket/model.ts";
import { brokenSummary } from "../../ticket/summary.ts";

/** What is wrong with a file that could not even be read: the same finding in a list and from doctor. */
export function unreadableProblem({ code, message }: Fault): Problem {
  switch (code) {
    case "file-too-large":
      return { code: "ticket-too-large", severity: "error", message: "the file is larger than a ticket may be" };
    case "outside-root":
      return { code: "ticket-outside", severity: "error", message: "the file is a link that leads out of the backlog" };
    default:
      return { code: "ticket-file-failed", severity: "error", message: `the file cannot be read: ${message}` };
  }
}

/** The summary of such a file, so that it still has its place in every list. */
export const unreadableSummary = (path: string, fault: Fault): Summary => brokenSummary(path, unreadableProblem(fault));
