import type { Severity } from "../../std/finding.ts";

interface CheckRule {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** Everything that docket check can find in what tickets say. Errors keep a ticket from being promoted to ready. */
export const checkRules = [
  { code: "section-missing", severity: "error", summary: "A section that is required is missing or says nothing." },
  {
    code: "criteria-too-few",
    severity: "error",
    summary: "A ticket has fewer acceptance criteria than are asked for.",
  },
  {
    code: "criteria-numbers",
    severity: "warning",
    summary: "Acceptance criteria are not numbered AC-1, AC-2 and so on.",
  },
  {
    code: "tests-not-named",
    severity: "error",
    summary: "The test strategy names no kind of test, such as unit or integration.",
  },
  { code: "command-missing", severity: "error", summary: "A ticket names no command that verifies it." },
  { code: "files-missing", severity: "error", summary: "A ticket names no file that it touches." },
  { code: "file-path-odd", severity: "error", summary: "An affected file lies outside of the repository." },
  { code: "file-absent", severity: "error", summary: "A file to be modified or deleted is not there." },
  { code: "file-present", severity: "error", summary: "A file to be created is there already." },
  { code: "dependency-unknown", severity: "error", summary: "A ticket depends on one that is not in the backlog." },
  { code: "dependency-rejected", severity: "error", summary: "A ticket depends on one that was rejected." },
  { code: "titles-alike", severity: "warning", summary: "More than 60 % of the words of two titles are the same." },
  {
    code: "share-not-returned",
    severity: "warning",
    summary: "A ticket names a file as shared; another one that touches it does not.",
  },
  { code: "create-clash", severity: "error", summary: "Two open tickets create the same file." },
  {
    code: "modify-clash",
    severity: "warning",
    summary: "Two open tickets modify the same file and have no tie to each other.",
  },
  {
    code: "dependency-unsaid",
    severity: "warning",
    summary: "A ticket uses what another open one creates, and does not depend on it.",
  },
  {
    code: "symbol-unknown",
    severity: "warning",
    summary: "A name in backticks is neither in the code nor in a ticket it depends on.",
  },
  {
    code: "dependency-unrecorded",
    severity: "warning",
    summary: "The section Dependencies names a ticket that no relation names.",
  },
  {
    code: "importer-touched",
    severity: "warning",
    summary: "A file that imports an affected one is touched by another open ticket.",
  },
  { code: "folder-missing", severity: "warning", summary: "A file is to be created in a folder that is not there." },
  { code: "prefix-unknown", severity: "warning", summary: "The prefix of an id belongs to no kind of ticket." },
  {
    code: "prefix-other-kind",
    severity: "warning",
    summary: "The prefix of an id belongs to another kind than the ticket has.",
  },
  {
    code: "urgency-understated",
    severity: "warning",
    summary: "Words of urgency stand in a ticket of priority P2 or P3.",
  },
  { code: "severity-priority", severity: "warning", summary: "A critical bug or weakness has neither P0 nor P1." },
  { code: "scope-files", severity: "error", summary: "A ticket touches more files than are allowed." },
  { code: "scope-tokens", severity: "error", summary: "The files of a ticket come to more tokens than are allowed." },
  { code: "scope-scattered", severity: "error", summary: "The sources of a ticket have no common path." },
  { code: "title-blanks", severity: "warning", summary: "A title begins or ends with blanks." },
  { code: "reference-gone", severity: "warning", summary: "A path in backticks is not in the code any more." },
  { code: "reference-renamed", severity: "warning", summary: "A path has another name by now, as git tells." },
  { code: "ticket-alike", severity: "warning", summary: "Two open tickets seem to say the same." },
  { code: "ticket-stale", severity: "warning", summary: "A ticket is being worked on and was not touched for long." },
  { code: "severity-missing", severity: "warning", summary: "A bug has no severity that Docket knows." },
  { code: "time-overrun", severity: "warning", summary: "A bug is open for longer than its severity allows." },
  { code: "ticket-obsolete", severity: "error", summary: "Every file that a ticket is about was deleted." },
] as const satisfies readonly CheckRule[];

export type CheckCode = (typeof checkRules)[number]["code"];

export const SEVERITY_OF: ReadonlyMap<string, Severity> = new Map(
  checkRules.map(({ code, severity }) => [code, severity]),
);
