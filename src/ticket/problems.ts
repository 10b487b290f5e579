import type { Severity } from "../std/finding.ts";
import type { Problem } from "./model.ts";

interface ProblemKind {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** Everything reading one ticket can find; the reference of doctor is made from this table. */
export const ticketProblems = [
  { code: "ticket-not-text", severity: "error", summary: "The file is not UTF-8 text, or holds a NUL character." },
  { code: "ticket-too-large", severity: "error", summary: "The file is larger than a ticket may be." },
  { code: "frontmatter-missing", severity: "error", summary: "The file does not begin with a line `---`." },
  { code: "frontmatter-unclosed", severity: "error", summary: "The line `---` that ends the frontmatter is missing." },
  {
    code: "frontmatter-too-large",
    severity: "error",
    summary: "The frontmatter has more text or values than is read.",
  },
  {
    code: "frontmatter-too-deep",
    severity: "error",
    summary: "Lists and maps are nested too deeply; the value is kept as text.",
  },
  { code: "frontmatter-line", severity: "error", summary: "A line in the frontmatter is no `key: value`." },
  {
    code: "frontmatter-indent",
    severity: "error",
    summary: "A line in the frontmatter is indented and belongs to nothing.",
  },
  { code: "frontmatter-tab", severity: "error", summary: "A line in the frontmatter is indented with a tab." },
  {
    code: "frontmatter-quote-unclosed",
    severity: "error",
    summary: "A quoted value is not closed; it is read as plain text.",
  },
  {
    code: "frontmatter-list-unclosed",
    severity: "error",
    summary: "A list or map in brackets is not closed; it is read as plain text.",
  },
  { code: "field-duplicate", severity: "error", summary: "A key stands twice in one map; the first counts." },
  { code: "conflict-markers", severity: "error", summary: "The file holds the markers of an unfinished git merge." },
  { code: "field-missing", severity: "error", summary: "A field that every ticket has is missing or empty." },
  {
    code: "field-type",
    severity: "warning",
    summary: "A field holds a list or map where text is expected, or text where a list is.",
  },
  { code: "field-time", severity: "warning", summary: "A time is not written as `2026-03-02T09:30:00Z`." },
  {
    code: "id-invalid",
    severity: "error",
    summary: "The id is not a prefix in capitals, a dash, and letters or digits.",
  },
  {
    code: "fence-unclosed",
    severity: "warning",
    summary: "A code fence is never closed; it is read as if it were not there.",
  },
  {
    code: "comment-unclosed",
    severity: "warning",
    summary: "An HTML comment is never closed; it is read as if it were not there.",
  },
  { code: "section-duplicate", severity: "warning", summary: "Two sections have the same heading." },
  {
    code: "event-malformed",
    severity: "error",
    summary: "An event's opening comment cannot be read; the event is left out.",
  },
  { code: "event-unclosed", severity: "error", summary: "An event's closing comment is missing." },
  { code: "event-duplicate", severity: "error", summary: "Two events have the same id." },
  { code: "event-time", severity: "warning", summary: "An event's time is not written as `2026-03-02T09:30:00Z`." },
  { code: "event-order", severity: "warning", summary: "An event is older than the one above it." },
  { code: "thread-stray-text", severity: "warning", summary: "Text stands in the thread outside every event." },
] as const satisfies readonly ProblemKind[];

export type ProblemCode = (typeof ticketProblems)[number]["code"];

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(ticketProblems.map(({ code, severity }) => [code, severity]));

interface Place {
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

/** Makes a problem of a known code; the severity comes from the table. */
export function problem(code: ProblemCode, message: string, place: Place = {}): Problem {
  return { code, severity: SEVERITIES.get(code) ?? "error", message, ...place };
}
