import type { Finding } from "../../std/finding.ts";
import { mergeProblems } from "../../ticket/merge-problems.ts";
import { ticketProblems } from "../../ticket/problems.ts";
import { type Rule, settingsRules } from "../settings/rules.ts";
import { syncRules } from "../sync/rules.ts";

/** Findings about the backlog as a whole: many tickets, the folder, the clone. */
export const doctorRules = [
  {
    code: "ticket-outside",
    severity: "error",
    summary: "A ticket's file is a link that leads out of the backlog.",
    fixable: false,
  },
  {
    code: "ticket-file-failed",
    severity: "error",
    summary: "A ticket's file could not be read from the disk.",
    fixable: false,
  },
  { code: "id-duplicate", severity: "error", summary: "Two files carry the same ticket id.", fixable: true },
  {
    code: "file-name-differs",
    severity: "error",
    summary: "A file is not named after the id of the ticket in it.",
    fixable: true,
  },
  {
    code: "ticket-status-unknown",
    severity: "warning",
    summary: "A ticket has a status that is not in the table.",
    fixable: false,
  },
  {
    code: "ticket-kind-unknown",
    severity: "warning",
    summary: "A ticket has a kind that neither Docket nor docket.yaml knows.",
    fixable: false,
  },
  {
    code: "passed-unproven",
    severity: "warning",
    summary: "A person let the work on a ticket pass without a proof. Stays as long as the event does.",
    fixable: false,
  },
  {
    code: "orders-disagree",
    severity: "warning",
    summary: "Claims, orders, checkouts and tickets do not say the same; docket reconcile names each place.",
    fixable: false,
  },
  {
    code: "closed-without-resolution",
    severity: "warning",
    summary: "A ticket is done or rejected, and nothing says how or why.",
    fixable: false,
  },
  {
    code: "merge-choice-open",
    severity: "warning",
    summary: "A section holds two versions that a merge kept, and nobody has chosen yet.",
    fixable: false,
  },
  {
    code: "reference-dangling",
    severity: "info",
    summary: "An event refers to a file that is not there.",
    fixable: false,
  },
  {
    code: "relation-dangling",
    severity: "warning",
    summary: "A ticket is related to one that does not exist.",
    fixable: false,
  },
  {
    code: "relation-circle",
    severity: "error",
    summary: "Tickets wait for each other in a circle, or are each other's duplicate.",
    fixable: false,
  },
  {
    code: "epic-missing",
    severity: "warning",
    summary: "A ticket names an epic that epics.yaml does not have.",
    fixable: false,
  },
  {
    code: "dod-missing",
    severity: "warning",
    summary: "A ticket or docket.yaml names a Definition of Done that dod/ does not have.",
    fixable: false,
  },
  {
    code: "queue-dangling",
    severity: "warning",
    summary: "The queue of an epic names a ticket that does not exist.",
    fixable: false,
  },
  {
    code: "atom-unreadable",
    severity: "error",
    summary: "A line in evidence/atoms/ is no fact, or such a file could not be read; it is kept as it is.",
    fixable: false,
  },
  {
    code: "atom-ticket-missing",
    severity: "warning",
    summary: "Found facts belong to a ticket that does not exist.",
    fixable: false,
  },
  {
    code: "outcome-unreadable",
    severity: "error",
    summary: "A file in evidence/outcomes/ is no record of outcomes; it is kept as it is.",
    fixable: false,
  },
  {
    code: "duplicate-fingerprint",
    severity: "warning",
    summary: "Two open tickets were made for the same found facts, mostly by two clones before they synced.",
    fixable: false,
  },
  {
    code: "leftover-file",
    severity: "info",
    summary: "A write that was cut off left a temporary file.",
    fixable: true,
  },
  {
    code: "journal-pending",
    severity: "warning",
    summary: "A write was cut off after it was decided; the next write finishes it.",
    fixable: true,
  },
  { code: "journal-damaged", severity: "warning", summary: "The journal of a write cannot be read.", fixable: false },
  {
    code: "recovered-file",
    severity: "warning",
    summary: "A write that was cut off could not be finished, as the file was changed by hand; its text is kept.",
    fixable: false,
  },
  {
    code: "aside-file",
    severity: "warning",
    summary: "A version of a ticket that could not be merged waits for a person.",
    fixable: false,
  },
  {
    code: "commits-unpushed",
    severity: "info",
    summary: "The backlog has commits that the remote lacks, or the other way round.",
    fixable: false,
  },
  {
    code: "edit-unrecorded",
    severity: "info",
    summary: "A file was changed by hand and is in no commit yet.",
    fixable: false,
  },
  {
    code: "home-displaced",
    severity: "warning",
    summary: "The backlog's worktree stands on another commit than its branch, so nothing can be written.",
    fixable: false,
  },
  {
    code: "merge-driver-missing",
    severity: "warning",
    summary: "This clone's git merges tickets line by line, as it does not know Docket.",
    fixable: true,
  },
  {
    code: "merge-driver-broken",
    severity: "warning",
    summary: "The program with which this clone's git merges tickets does not start.",
    fixable: true,
  },
  {
    code: "merge-attribute-missing",
    severity: "warning",
    summary: "No .gitattributes tells git to merge tickets with Docket.",
    fixable: false,
  },
  {
    code: "merge-unfinished",
    severity: "error",
    summary: "A git merge left a file with several versions.",
    fixable: true,
  },
] as const satisfies readonly Rule[];

type DoctorCode = (typeof doctorRules)[number]["code"];

/** Every finding of the product: one table, whoever finds it. */
export const allRules: readonly Rule[] = [
  ...ticketProblems.map(unfixable),
  ...mergeProblems.map(unfixable),
  ...settingsRules,
  ...syncRules,
  ...doctorRules,
];

interface Words {
  readonly message: string;
  readonly line?: number | undefined;
  readonly hint?: string | undefined;
}

/** Makes a finding of a known code; the severity comes from the table. */
export function finding(code: DoctorCode, file: string, { message, line, hint }: Words): Finding {
  const severity = doctorRules.find((rule) => rule.code === code)?.severity ?? "error";
  return {
    code,
    severity,
    file,
    ...(line === undefined ? {} : { line }),
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function unfixable(rule: Omit<Rule, "fixable">): Rule {
  return { ...rule, fixable: false };
}
